import { expect, it } from 'vitest'
import { counterUpTo, countUpTo } from '../../src/figure/bisect.js'
import { randomSource } from '../../src/random.js'

const random = randomSource(11)
const drawn = (count: number, make: () => number) => Float64Array.from({ length: count }, make).sort()

it.each([
  ['none', new Float64Array()],
  ['one', Float64Array.of(3)],
  ['equal ones', Float64Array.of(2, 2, 2)],
  ['two that the next double parts', Float64Array.of(1, 1 + Number.EPSILON)],
  ['from end to end of all doubles', Float64Array.of(-Number.MAX_VALUE, 0, Number.MAX_VALUE)],
  ['even steps', Float64Array.from({ length: 255 }, (_, i) => (i + 1) / 256)],
  ['powers', Float64Array.from({ length: 60 }, (_, i) => 10 ** (i / 4 - 8))],
  ['random ones', drawn(100, random)],
  ['random ones, far from 0', drawn(100, () => 1e6 + random())],
])('counts how many of some numbers are at most another one: %s', (_, numbers) => {
  const first = numbers[0] ?? 0
  const span = (numbers.at(-1) ?? 0) - first
  const beside = [...numbers].flatMap(n => [n, n * (1 - Number.EPSILON), n * (1 + Number.EPSILON)])
  const between = Array.from({ length: 500 }, () => first + (2 * random() - 0.5) * span)
  const count = counterUpTo(numbers)
  for (const value of [...beside, ...between, -Number.MAX_VALUE, 0, Number.MAX_VALUE].filter(Number.isFinite)) {
    const expected = numbers.filter(n => n <= value).length
    expect([value, count(value)]).toEqual([value, expected])
    expect([value, countUpTo(numbers, value)]).toEqual([value, expected])
  }
})
