import { describe, expect, it } from 'vitest'
import { parseRecorded } from '../../src/io/recorded/parse.js'

const read = (text: string) => parseRecorded('mine', text)
const only = (text: string) => {
  const { paths } = read(text)
  expect(paths).toHaveLength(1)
  return paths[0] ?? expect.fail()
}
const pointsOf = (text: string) => Array.from(only(text).points)
const problem = (text: string): string => {
  try {
    read(text)
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
  return expect.fail('it was read')
}

describe('a recorded path as CSV', () => {
  it.each([
    ['commas', 'x,y\n1,2\n3,4\n'],
    ['no line end at the end', 'x,y\n1,2\n3,4'],
    ['a byte order mark and CRLF', '\ufeffx,y\r\n1,2\r\n3,4\r\n'],
    ['capitals and blanks', 'X , Y\n 1 , 2 \n3,4\n'],
    ['quotes', '"x","y"\n"1","2"\n3,4\n'],
    ['semicolons', 'x;y\n1;2\n3;4\n'],
    ['tabs', 'x\ty\n1\t2\n3\t4\n'],
    ['the other order', 'y,x\n2,1\n4,3\n'],
    ['blank lines', 'x,y\n1,2\n\n3,4\n\n\n'],
    ["NumPy's header", '# x,y\n1.0e+00,2.0e+00\n3,4\n'],
  ])('with %s', (_, text) => {
    expect(pointsOf(text)).toEqual([1, 2, 3, 4])
    expect(Array.from(only(text).steps)).toEqual([0, 1])
    expect(only(text).values).toBeUndefined()
  })

  it('has a decimal comma where semicolons or tabs separate', () => {
    expect(pointsOf('x;y\n1,5;-2,25\n3;,5e-1\n')).toEqual([1.5, -2.25, 3, Math.fround(0.05)])
    expect(pointsOf('"";"x";"y"\n"1";1,5;2\n')).toEqual([1.5, 2])
  })

  it.each(['value', 'loss', 'f', 'Loss'])('has values under %s, unknown where a cell is empty', name => {
    expect(Array.from(only(`x,y,${name}\n1,2,5\n3,4,\n`).values ?? [])).toEqual([5, Number.NaN])
  })

  it('has the numbers of the steps', () => {
    expect(Array.from(only('step,x,y\n0,1,2\n10,3,4\n25.0,5,6\n').steps)).toEqual([0, 10, 25])
    expect(Array.from(only('step,x,y\n0,1,2\n4294967295,3,4\n').steps)).toEqual([0, 4294967295])
  })

  it('says which columns it does not use, quoted line ends in them and all', () => {
    const { paths, notes } = read('x,y,note,loss,f\n1,2,"a\nb",5,6\n3,4,"say ""x""",7,8\n')
    expect(Array.from(paths[0]?.points ?? [])).toEqual([1, 2, 3, 4])
    expect(Array.from(paths[0]?.values ?? [])).toEqual([5, 7])
    expect(notes).toEqual(['the columns note, f are not used'])
    expect(read('x,y,time\n1,2,3\n').notes).toEqual(['the column time is not used'])
  })

  it('has several paths where a column run parts them, as the CSV of a comparison', () => {
    const { paths } = read('run,step,x,y,value\nAdam,0,1,2,3\nAdam,1,4,5,6\n"SGD, 0.1",0,7,8,9\n')
    expect(paths.map(({ label, points }) => [label, Array.from(points)])).toEqual([
      ['Adam', [1, 2, 4, 5]],
      ['SGD, 0.1', [7, 8]],
    ])
  })

  it.each(['nan,2', '1,inf', '-Infinity,2', 'NaN,NaN', '1e39,2', 'NA,2'])(
    'ends as diverged before a point that is not finite: %s',
    cells => {
      const path = only(`x,y\n1,2\n${cells}\n`)
      expect(Array.from(path.points)).toEqual([1, 2])
      expect(path.diverged).toBe(1)
    },
  )

  it('says how many points behind such a one are left out', () => {
    const { paths, notes } = read('x,y\n1,2\nnan,2\nnan,2\n5,6\n')
    expect(paths[0]?.points).toHaveLength(2)
    expect(notes).toEqual(['1 point behind step 1, which is not finite, is left out'])
  })

  it.each([
    ['', 'mine:1: expected a header with x and y, got ""'],
    ['x,y\n', 'mine:1: expected points, got none'],
    ['a,b\n1,2\n', 'mine:1: expected a header with x and y, got "a,b"'],
    ['1,2\n3,4\n', 'mine:1: expected a header with x and y, got "1,2"'],
    ['x,y\n1,2\n3\n', 'mine:3: expected 2 columns, as the header has, got 1'],
    ['x,y\n1,2\n3,4,5\n', 'mine:3: expected 2 columns, as the header has, got 3'],
    ['x,y\n1,2\n3,four\n', 'mine:3: y: expected a number, got "four"'],
    ['x,y\n1,2\n\n,4\n', 'mine:4: x: expected a number, got nothing'],
    ['x,y,value\n1,2,low\n', 'mine:2: value: expected a number, got "low"'],
    ['step,x,y\n1,1,2\n1,3,4\n', 'mine:3: step: expected a whole number above 1, the step before, got "1"'],
    ['step,x,y\n-1,1,2\n', 'mine:2: step: expected a whole number from 0, got "-1"'],
    ['step,x,y\n4294967296,1,2\n', 'mine:2: step: expected a whole number from 0, got "4294967296"'],
    ['step,x,y\n0.5,1,2\n', 'mine:2: step: expected a whole number from 0, got "0.5"'],
    ['x,y,X\n1,2,3\n', 'mine:1: the column x is there twice'],
    ['x,y\nnan,2\n', 'mine:2: the first point: expected finite numbers, got (NaN, 2)'],
    ['x,y,n\n1,2,"a\nb"\n3,oops,c\n', 'mine:4: y: expected a number, got "oops"'],
    ['x,y,n\n1,2,"a\n', 'mine: it is cut short: the quotes in line 2 are not closed'],
    ['x,y\n1,2\n"3"4,5\n', 'mine: line 3 has something after closing quotes'],
  ])('tells the line, what was found and what was expected: %j', (text, message) => {
    expect(problem(text)).toBe(message)
  })
})

describe('a recorded path as JSON', () => {
  it.each([
    ['a list of points', '[[1,2],[3,4]]'],
    ['such a list over lines', '[\n  [1, 2],\n  [3, 4]\n]\n'],
    ['a list of objects', '[{"x":1,"y":2},{"y":4,"x":3}]'],
    ['an object with points', '{"points":[[1,2],[3,4]]}'],
    ['an object with columns', '{"x":[1,3],"y":[2,4]}'],
    ['texts of numbers', '[["1","2"],[3,4]]'],
    ['points a line (NDJSON)', '[1,2]\n[3,4]\n'],
    ['points a line after blank ones (NDJSON)', '\n\n[1,2]\n[3,4]'],
    ['objects a line (NDJSON)', '{"x":1,"y":2}\r\n\r\n{"X":3,"Y":4}\r\n'],
  ])('as %s', (_, text) => expect(pointsOf(text)).toEqual([1, 2, 3, 4]))

  it.each(['{"x":1,"y":2}', '[1,2]', '[1,2]\n', '{"x":1,"y":2}\n\n'])('of one point: %j', text =>
    expect(pointsOf(text)).toEqual([1, 2]),
  )

  it.each([
    '{"points":[[1,2],[3,4]],"steps":[0,5],"values":[7,8]}',
    '{"x":[1,3],"y":[2,4],"step":[0,5],"loss":[7,8]}',
    '[{"step":0,"x":1,"y":2,"f":7},{"step":5,"x":3,"y":4,"f":8}]',
    '{"step":0,"x":1,"y":2,"value":7}\n{"step":5,"x":3,"y":4,"value":8}',
  ])('with steps and values: %s', text => {
    const { steps, values = [] } = only(text)
    expect([...steps, ...values]).toEqual([0, 5, 7, 8])
  })

  it('has all runs of a comparison, by their labels', () => {
    const { paths } = read('{"runs":[{"label":"a","points":[[1,2]]},{"label":"b","points":[[3,4]],"values":[5]}]}')
    expect(paths.map(({ label, points }) => [label, ...points])).toEqual([
      ['a', 1, 2],
      ['b', 3, 4],
    ])
  })

  it.each([
    ["Python's names", '[[1,2],[NaN,2],[Infinity,-Infinity]]'],
    ["JavaScript's null", '[[1,2],[null,null]]'],
    ['texts', '{"points":[[1,2],["nan","inf"]],"values":[1,"nan"]}'],
    ["Python's names, a line each", '[1,2]\n[NaN,2]\n'],
  ])('ends as diverged at a point that is not finite: %s', (_, text) => {
    expect(pointsOf(text)).toEqual([1, 2])
    expect(only(text).diverged).toBe(1)
  })

  it('says which keys of points it does not use', () => {
    expect(read('{"x":1,"y":2,"lr":0.1}\n{"x":1,"y":2,"time":3}').notes).toEqual(['the keys lr, time are not used'])
  })

  it.each([
    ['[]', 'mine:1: expected points, got none'],
    ['{}', 'mine:1: expected points, or x and y, got nothing'],
    ['{"a":1}', 'mine:1: expected points, or x and y, got a'],
    ['[[1,2],\n[3,"four"]]', 'mine:2: y: expected a number, got "four"'],
    ['[[1,2],\n[3,4,5]]', 'mine:2: expected [x, y] or {"x": …, "y": …}, got [3,4,5]'],
    ['{"label":"}, [",\n "points":\n[[1,2],\n[3]]}', 'mine:4: expected [x, y] or {"x": …, "y": …}, got [3]'],
    ['{"points":[[1,2],[3,4]],\n"values":[1]}', 'mine:2: values: expected 2 numbers, one a point, got 1'],
    ['{"points":[[1,2]],"values":[1,2]}', 'mine:1: values: expected 1 number, one a point, got 2'],
    ['{"points":7}', 'mine:1: points: expected a list, got 7'],
    ['{"runs":[{"points":[[1,2]]},\n{"points":[[1,{}]]}]}', 'mine:2: y: expected a number, got {}'],
    ['{"runs":[]}', 'mine:1: runs: expected at least one'],
    ['{"x":[1],"y":[1,2]}', 'mine:1: y: expected 1 number, as x has, got 2'],
    ['[[1,2],\n[3,4]', 'mine:2: the JSON is cut short: expected a comma or the end of the list'],
    ['{"points":[[1,2]\n\n', 'mine:1: the JSON is cut short: expected a comma or the end of the list'],
    ['{"points": [[1,2],\n [3;4]]}', 'mine:2: it is no JSON: expected a comma or the end of the list, got ;4]]}'],
    ['{"points": [[1,2],\n [3,]]}', 'mine:2: it is no JSON: expected a value, got ]]}'],
    ["{\n'points': []}", "mine:2: it is no JSON: expected a key in double quotes or }, got 'points': []}"],
    ['{"points": [[1,2]],}', 'mine:1: it is no JSON: expected a key in double quotes, got }'],
    ['{"points" [[1,2]]}', 'mine:1: it is no JSON: expected a colon, got [[1,2]]}'],
    ['[[1,2]] 7', 'mine:1: it is no JSON: expected nothing more, got 7'],
    ['[[NaN,2],\n[1 2]]', 'mine:2: it is no JSON: expected a comma or the end of the list, got 2]]'],
    ['[[1,2],\n[three,4]]', 'mine:2: it is no JSON: expected a value or ], got three,4]]'],
    ['[1,2]\n{"x":1}\n', 'mine:2: expected x and y, got {"x":1}'],
    ['[1,2]\n[3,4\n', 'mine:2: expected [x, y] or {"x": …, "y": …}, got [3,4'],
    ['{"x":1,"y":2}\n7\n', 'mine:2: expected [x, y] or {"x": …, "y": …}, got 7'],
    [`[["${'x'.repeat(58)}",2]]`, `mine:1: x: expected a number, got "${'x'.repeat(58)}"`],
    [`[["a${'x'.repeat(58)}",2]]`, `mine:1: x: expected a number, got "a${'x'.repeat(55)}…`],
  ])('tells the line, what was found and what was expected: %j', (text, message) => {
    expect(problem(text)).toBe(message)
  })
})

describe('a million points', () => {
  it('are read', () => {
    const lines = ['step,x,y,value']
    for (let k = 0; k < 1_000_000; k++) lines.push(`${k},${k / 7},${-k},${k}`)
    const { points, steps, values } = only(lines.join('\n'))
    expect([points.length, steps.at(-1), points.at(-1), values?.at(-1)]).toEqual([
      2_000_000, 999_999, -999_999, 999_999,
    ])
  })
})
