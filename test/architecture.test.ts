import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const src = fileURLToPath(new URL('../src', import.meta.url))

interface Import {
  readonly from: string
  readonly to: string
  readonly type: boolean
}

const files = readdirSync(src, { recursive: true, encoding: 'utf8' })
  .filter(file => file.endsWith('.ts'))
  .map(file => file.replaceAll('\\', '/'))

const sourceOf = (file: string) => readFileSync(join(src, file), 'utf8')

/** Every static and dynamic import of a file; a path inside src becomes relative to src. */
function importsOf(file: string): readonly Import[] {
  const text = sourceOf(file)
  const statics = [...text.matchAll(/^(?:import|export)\s+(type\s)?[^'"]*?from\s+'([^']+)'/gms)]
  const bare = [...text.matchAll(/^import\s+()'([^']+)'/gm)]
  const dynamic = [...text.matchAll(/(?<!typeof )\b(?:import|require)(\s?)\('([^']+)'\)/g)].map(
    m => [m[0], undefined, m[2]] as const,
  )
  return [...statics, ...bare, ...dynamic].map(match => {
    const target = match[2] ?? ''
    const to = target.startsWith('.') ? relative(src, join(src, dirname(file), target)).replace(/\.js$/, '.ts') : target
    return { from: file, to: to.replaceAll('\\', '/'), type: match[1] !== undefined }
  })
}

const imports = files.flatMap(importsOf)

/** The room of a file: its folder under src, or the file itself for those at the top. */
const roomOf = (file: string) => (file.includes('/') ? (file.split('/')[0] ?? file) : file)

/** Everyone's, as what stands at the top level of src (errors, formats, randomness) is: plain records, and what is written for people. */
const common = ['records', 'words']

/** What each room may import of the others, beside what is everyone's. */
const arrows: Readonly<Record<string, readonly string[]>> = {
  cli: [
    'explore',
    'pipeline',
    'spec',
    'engine',
    'figure',
    'render',
    'io',
    'diff',
    'page',
    'functions',
    'optimizers',
    'schedules',
  ],
  // A server and its page; the page shares the marks and the player of pages of figures.
  explore: ['pipeline', 'spec', 'engine', 'figure', 'io', 'page', 'functions', 'optimizers', 'schedules'],
  // Knows neither the terminal nor where files go: command line and library share it.
  pipeline: ['spec', 'engine', 'figure', 'render', 'io', 'diff', 'page', 'functions', 'optimizers', 'schedules'],
  spec: ['functions', 'optimizers', 'schedules'],
  // Where native parts are, io knows.
  engine: ['functions', 'optimizers', 'schedules', 'io'],
  figure: [],
  // A renderer reads the bundled fonts and lays the recipe into the file through io.
  render: ['io'],
  io: [],
  diff: ['io'],
  page: [],
  functions: [],
  optimizers: [],
  // A schedule's parameters are declared as hyperparameters are.
  schedules: ['optimizers'],
  // What the library has beside the pipeline's figures: its stages, each alone.
  library: ['pipeline', 'spec', 'engine', 'figure', 'render', 'io', 'diff', 'functions', 'optimizers'],
  'index.ts': ['library', 'functions', 'optimizers'],
  records: ['words'],
  words: [],
}

describe('the arrows between the rooms', () => {
  it('reads the imports (a check of the checker)', () => {
    expect(imports.length).toBeGreaterThan(50)
    expect(imports.filter(i => i.from === 'cli/flags/run.ts' && i.to === 'cli/commands/run.ts')).toHaveLength(1)
  })

  for (const [room, allowed] of Object.entries(arrows))
    it(`${room} imports ${allowed.join(', ') || 'no other room'}`, () => {
      const crossing = imports.filter(
        i => roomOf(i.from) === room && !i.type && i.to.includes('/') && i.to.endsWith('.ts'),
      )
      const wrong = crossing.filter(
        i => roomOf(i.to) !== room && ![...(common.includes(room) ? [] : common), ...allowed].includes(roomOf(i.to)),
      )
      expect(wrong).toEqual([])
    })

  it('go in no circle, types included', () => {
    const next = new Map<string, string[]>()
    for (const i of imports) next.set(i.from, [...(next.get(i.from) ?? []), i.to])
    const reaches = (from: string, to: string): boolean => {
      const seen = new Set<string>()
      const open = [...(next.get(from) ?? [])]
      for (let file = open.pop(); file !== undefined; file = open.pop()) {
        if (seen.has(file)) continue
        seen.add(file)
        open.push(...(next.get(file) ?? []))
      }
      return seen.has(to)
    }
    expect(next.get('engine/tensors/ops.ts')).toContain('engine/tensors/tf.ts')
    expect(files.filter(file => reaches(file, file))).toEqual([])
  })

  it('the command line’s rooms have a dozen files at most', () => {
    const rooms = files.filter(file => file.startsWith('cli/')).map(dirname)
    expect(rooms.filter(room => rooms.filter(other => other === room).length > 12)).toEqual([])
    expect(rooms).toContain('cli/flags')
  })

  it('nothing imports the public API', () => {
    expect(imports.filter(i => i.to === 'index.ts')).toEqual([])
  })

  const outside = (pattern: RegExp, rooms: readonly string[], { types = false } = {}) =>
    imports.filter(i => pattern.test(i.to) && !rooms.includes(roomOf(i.from)) && (types || !i.type))

  it('TensorFlow is known to the engine alone, its types included', () => {
    expect(outside(/^@tensorflow\//, ['engine'], { types: true })).toEqual([])
  })
  it('canvas is loaded by the renderers alone', () => {
    expect(outside(/^canvas$/, ['render', 'engine'])).toEqual([])
  })
  it('d3 shapes figures; renderers know nothing of it', () => {
    expect(
      imports.filter(
        i => i.to.startsWith('d3-') && ['render', 'engine', 'optimizers', 'functions', 'io'].includes(roomOf(i.from)),
      ),
    ).toEqual([])
  })
  it('files are touched by io, cli, the engine and the font alone', () => {
    expect(outside(/^node:fs/, ['io', 'cli', 'engine', 'render'])).toEqual([])
  })

  it('no call is given as many arguments as there are data: the stack has room for some 100,000', () => {
    const spreading = files.flatMap(file =>
      [...sourceOf(file).matchAll(/\b(?:Math\.(?:min|max)|message)\((?:[^()]|\([^()]*\))*\.\.\.\w+[^:]/g)].map(
        m => `${file}: ${m[0]}`,
      ),
    )
    expect(spreading.filter(call => !call.startsWith('engine/compile/model/protobuf.ts: message(...fields'))).toEqual(
      [],
    )
  })

  it('process and console belong to the command line', () => {
    // Examples in comments are somebody else's.
    const codeOf = (file: string) => sourceOf(file).replaceAll(/^ *\*.*$/gm, '')
    // Where a user's cache is, and a machine's native parts, the process alone knows.
    const askers = ['io/cache.ts', 'io/native.ts']
    const speaking = files.filter(
      file =>
        !['cli', 'engine'].includes(roomOf(file)) &&
        !askers.includes(file) &&
        /\b(process|console)\.\w/.test(codeOf(file)),
    )
    expect(speaking).toEqual([])
  })
  it('words for people go through one writer, which spells what a terminal would obey', () => {
    const sending = imports.filter(i => i.to === 'cli/talk/streams.ts').map(i => i.from)
    // Beside it: files that go to stdout, a script for a shell, help, a bar that moves the cursor, and the wait for the end.
    const others = ['output/delivery.ts', 'commands/completion.ts', 'flags/program.ts', 'talk/progress.ts', 'main.ts']
    expect(sending.sort()).toEqual(['talk/terminal.ts', ...others].map(file => `cli/${file}`).sort())
  })
  it('one module writes to stdout and stderr, and notices what does not arrive', () => {
    const writing = files.filter(file =>
      /\b(stdout|stderr|stream|stream\))\.write\(|\bconsole\.\w/.test(sourceOf(file)),
    )
    expect(writing.filter(file => roomOf(file) === 'cli')).toEqual(['cli/talk/streams.ts'])
  })
  it('tensors are read and disposed of by the engine alone', () => {
    const reading = files.filter(
      file => roomOf(file) !== 'engine' && /\.(dataSync|dispose|arraySync)\(/.test(sourceOf(file)),
    )
    expect(reading).toEqual([])
  })
})
