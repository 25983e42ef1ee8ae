import { UsageError } from '../../src/errors.js'
import { parseExpression } from '../../src/functions/expression.js'
import { float64 } from '../../src/functions/float64.js'
import type { Dice } from './dice.js'
import type { Fuzzer } from './fuzzer.js'
import { garbage } from './words.js'

/** A formula as text, and its value by plain arithmetic: one knows nothing of the other. */
interface Formula {
  readonly text: string
  value(x: number, y: number): number
}

/** How tightly a formula's outermost operation binds. */
interface Bound extends Formula {
  readonly binds: number
}

const [comparisons, sums, products, signs, powers, atoms] = [0, 1, 2, 3, 4, 5] as const

const unary: Readonly<Record<string, (a: number) => number>> = {
  sqrt: Math.sqrt,
  abs: Math.abs,
  exp: Math.exp,
  log: Math.log,
  log2: Math.log2,
  log10: Math.log10,
  sin: Math.sin,
  cos: Math.cos,
  tan: Math.tan,
  asin: Math.asin,
  acos: Math.acos,
  atan: Math.atan,
  sinh: Math.sinh,
  cosh: Math.cosh,
  tanh: Math.tanh,
  sign: Math.sign,
  floor: Math.floor,
  cbrt: Math.cbrt,
  sinc: a => (a === 0 ? 1 : Math.sin(Math.PI * a) / (Math.PI * a)),
  step: a => Number(a >= 0),
}
const binary: Readonly<Record<string, (a: number, b: number) => number>> = {
  atan2: Math.atan2,
  min: Math.min,
  max: Math.max,
  pow: (a, b) => a ** b,
  hypot: (a, b) => (Number.isNaN(a) || Number.isNaN(b) ? Number.NaN : Math.hypot(a, b)),
}
const relations: Readonly<Record<string, (a: number, b: number) => boolean>> = {
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
  '==': (a, b) => a === b,
  '!=': (a, b) => a !== b,
}

function formula(random: Dice, depth: number): Bound {
  if (depth === 0 || random.chance(0.15)) return leaf(random)
  const space = random.pick(['', ' ', '  '])
  const part = (least: number): Formula => {
    const inner = formula(random, depth - 1)
    return inner.binds < least || random.chance(0.1) ? { ...inner, text: `(${space}${inner.text})` } : inner
  }
  const infix = (
    sign: string,
    binds: number,
    a: Formula,
    b: Formula,
    value: (a: number, b: number) => number,
  ): Bound => ({
    text: `${a.text}${space}${sign}${space}${b.text}`,
    binds,
    value: (x, y) => value(a.value(x, y), b.value(x, y)),
  })
  switch (random.below(11)) {
    case 0:
      return infix('+', sums, part(sums), part(products), (a, b) => a + b)
    case 1:
      return infix('-', sums, part(sums), part(products), (a, b) => a - b)
    case 2:
      return infix('*', products, part(products), part(signs), (a, b) => a * b)
    case 3:
      return infix('/', products, part(products), part(signs), (a, b) => a / b)
    case 4:
      // To the right: a^b^c is a^(b^c); the base is an atom, the exponent may have a sign.
      return infix('^', powers, part(atoms), part(signs), (a, b) => a ** b)
    case 5: {
      const inner = part(signs)
      return { text: `-${space}${inner.text}`, binds: signs, value: (x, y) => -inner.value(x, y) }
    }
    case 6: {
      const [sign, f] = random.pick(Object.entries(relations))
      return infix(sign, comparisons, part(sums), part(sums), (a, b) => Number(f(a, b)))
    }
    case 7: {
      const [condition, a, b] = [part(comparisons), part(comparisons), part(comparisons)]
      return {
        text: `if(${condition.text},${space}${a.text},${space}${b.text})`,
        binds: atoms,
        value: (x, y) => (condition.value(x, y) !== 0 ? a : b).value(x, y),
      }
    }
    case 8: {
      const [name, start, term] = [random.pick(['sum', 'prod'] as const), random.below(4) - 1, part(comparisons)]
      const count = random.below(4)
      const [none, add] = name === 'sum' ? [0, (a: number, b: number) => a + b] : [1, (a: number, b: number) => a * b]
      return {
        text: `${name}(k${depth},${space}${start}, ${start + count - 1},${space}(${term.text})*k${depth})`,
        binds: atoms,
        value: (x, y) => {
          const values = Array.from({ length: count }, (_, i) => term.value(x, y) * (start + i))
          return values.length === 0 ? none : values.reduce(add)
        },
      }
    }
    case 9: {
      const [name, f] = random.pick(Object.entries(unary))
      const inner = part(sums)
      return { text: `${name}${space}(${inner.text})`, binds: atoms, value: (x, y) => f(inner.value(x, y)) }
    }
    default: {
      const [name, f] = random.pick(Object.entries(binary))
      const [a, b] = [part(sums), part(sums)]
      return {
        text: `${name}(${a.text},${space}${b.text})`,
        binds: atoms,
        value: (x, y) => f(a.value(x, y), b.value(x, y)),
      }
    }
  }
}

function leaf(random: Dice): Bound {
  const text = random.pick(['x', 'y', 'x', 'y', 'pi', 'e', '2', '0.5', '3', '.25', '1e-3', '10', '2.', '0'])
  const known: Readonly<Record<string, number>> = { pi: Math.PI, e: Math.E }
  return { text, binds: atoms, value: (x, y) => (text === 'x' ? x : text === 'y' ? y : (known[text] ?? Number(text))) }
}

/** Formulas whose values are known, and texts that are mostly none. */
export const expressions: Fuzzer = {
  name: 'expressions',
  share: 32,
  async try(random) {
    const right = formula(random, 1 + random.below(5))
    const spoiled = random.chance(0.5) ? spoil(random, right.text) : undefined
    const text = spoiled ?? right.text
    try {
      const { evaluate } = parseExpression(text)
      if (spoiled !== undefined) {
        evaluate(float64, 1, 2)
        return { tried: text, anomalies: [] }
      }
      const points = Array.from({ length: 6 }, () => [6 * random.next() - 3, 6 * random.next() - 3] as const)
      return { tried: text, anomalies: points.flatMap(([x, y]) => deviation(right, evaluate(float64, x, y), x, y)) }
    } catch (error) {
      const constant = error instanceof UsageError && error.message.startsWith('neither x nor y')
      if (error instanceof UsageError && (spoiled !== undefined || constant)) return { tried: text, anomalies: [] }
      return { tried: text, anomalies: [`${error instanceof UsageError ? 'refused' : 'a fault'}: ${error}`] }
    }
  },
}

function spoil(random: Dice, text: string): string {
  const at = random.below(text.length + 1)
  return (
    text.slice(0, at) + random.pick([...garbage, '(', ')', ',', '*', '^', '.', 'x']) + text.slice(at + random.below(3))
  )
}

/** Logarithms to another base and whole powers are computed by other operations; a jump or a pole magnifies their last bit. */
function deviation(wanted: Formula, found: number, x: number, y: number): readonly string[] {
  const value = wanted.value(x, y)
  if (near(found, value)) return []
  const around = [-1, 1].flatMap(s => [wanted.value(x * (1 + s * 1e-12), y), wanted.value(x, y * (1 + s * 1e-12))])
  const shaky = around.some(other => !near(other, value))
  return shaky ? [] : [`at (${x}, ${y}) it is ${found}, not ${value}`]
}

function near(a: number, b: number): boolean {
  return Object.is(a, b) || a === b || Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a), Math.abs(b))
}
