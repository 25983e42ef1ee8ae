import { UsageError } from '../../errors.js'
import { compile, execute } from '../../functions/expression/program.js'
import { float64 } from '../../functions/float64.js'
import { type Chain, chained, type Part, schedules } from '../../schedules/index.js'
import type { Parameter, ParameterValue, Schedule } from '../../schedules/types.js'
import { alike, suggestion } from '../../words/nearest.js'
import { toNumber } from '../../words/numbers.js'
import { partsBetween } from '../../words/parts.js'
import { checkValue } from '../hyperparameters.js'
import { type Parse, quoted, shaped } from './kinds.js'

const form = 'NAME[:KEY=VALUE…][,NAME…], or a formula in lr, t and T'
const hint = 'See: optviz list schedules. For example: cosine, warmup:steps=20,cosine or "lr*0.99^t".'

/** A learning rate without a schedule, where something else has one. */
export const noSchedule = 'none'

const named = [noSchedule, ...schedules.map(({ name }) => name)].join('|')
const calculated = '[\\w\\s.+\\-*/^(),]'
const one = {
  type: 'string',
  anyOf: [
    { pattern: `^\\s*\\(?\\s*(${named})\\s*([:,)]|$)` },
    { pattern: `^(?=(.*\\W)?(lr|t|T)(\\W|$))${calculated}+$` },
  ],
}

/** `cosine`, `warmup:steps=20,cosine:eta_min=0.001`, `lr*0.99^t`, a list of those from a file, or none: as one text. */
export const schedule: Parse<string> = shaped(
  { anyOf: [one, { type: 'array', items: one, minItems: 1 }] },
  (raw, name) => {
    const items: readonly unknown[] = Array.isArray(raw) ? raw : [raw]
    const texts = items.map(item => (typeof item === 'string' ? item.trim() : ''))
    if (texts.length === 0 || texts.some(text => text === ''))
      throw new UsageError(`${name}: expected ${form}, got ${quoted(raw)}`, hint)
    const text = texts.map(unwrapped).join(',')
    if (alike(text, [noSchedule]) !== undefined) return noSchedule
    readSchedule(text, name)
    return text
  },
)

/** A text without the parentheses around all of it, which an entry of a comparison has. */
function unwrapped(text: string): string {
  const inner = /^\((.*)\)$/s.exec(text)?.[1] ?? ''
  let depth = 0
  for (const letter of inner) {
    if (letter === '(') depth++
    else if (letter === ')' && --depth < 0) return text
  }
  return inner === '' ? text : inner
}

/** What the text of a schedule means. */
export function readSchedule(text: string, name = 'schedule'): Chain {
  // A comma before a number stands in a list of steps.
  const parts = partsBetween(text, /,(?!\s*\d)/).map(part => readPart(part.trim(), name))
  for (const { schedule, steps } of parts.slice(0, -1))
    if (steps === undefined && schedule.lasts === undefined)
      throw new UsageError(
        `${name}: ${schedule.name} is followed by another schedule: expected steps, how long it lasts`,
        `For example: ${schedule.name}:steps=50`,
      )
  return chained(text, parts)
}

function readPart(text: string, name: string): Part {
  const [head = '', ...assignments] = partsBetween(text, /:/).map(word => word.trim())
  if (head === '') throw new UsageError(`${name}: expected ${form}, got ${quoted(text)}`, hint)
  const known = schedules.map(schedule => schedule.name)
  const own = alike(head, known)
  const schedule = schedules.find(one => one.name === own) ?? (isWord(head) ? undefined : formula(head, name))
  if (schedule === undefined) {
    const called = schedules.find(({ reference }) => reference.endsWith(`.${head}`) || reference.includes(`.${head} `))
    const near = called === undefined ? suggestion(head, known) : `; did you mean "${called.name}"?`
    throw new UsageError(`${name}: unknown schedule "${head}"${near}`, hint)
  }
  const pairs = assignments.map(word => assignmentOf(schedule, word, name))
  const keys = pairs.map(([key]) => key)
  const twice = keys.find((key, i) => keys.indexOf(key) < i)
  if (twice !== undefined) throw new UsageError(`${name}: ${schedule.name}: ${twice} is given twice`)
  const given = Object.fromEntries(pairs)
  const steps = given.steps
  return { schedule, given, ...(typeof steps === 'number' && { steps }) }
}

const variables = ['lr', 't', 'T']

/** Whether it can only be a name: `cosin`, or `lr-t`, which is a formula. */
function isWord(head: string): boolean {
  const words = head.split('-')
  return /^[a-z_][\w-]*$/i.test(head) && !words.every(word => [...variables, 'pi', 'e'].includes(word))
}

/** How long a schedule lasts, which any may be told. */
const duration: Parameter = {
  kind: 'count',
  default: 1,
  range: { min: 1, max: Number.POSITIVE_INFINITY, minOpen: false, maxOpen: true },
  doc: '',
}

function assignmentOf(
  { name: own, parameters }: Schedule,
  text: string,
  name: string,
): readonly [string, ParameterValue] {
  const [, word, value] = /^([^=]+)=(.*)$/s.exec(text) ?? []
  if (word === undefined || value === undefined)
    throw new UsageError(`${name}: expected KEY=VALUE after "${own}:", got ${quoted(text)}`)
  const keys = [...new Set([...Object.keys(parameters), 'steps'])]
  const key = alike(word.trim(), keys)
  if (key === undefined)
    throw new UsageError(
      `${name}: ${own} has no parameter "${word.trim()}"${suggestion(word.trim(), keys)}`,
      `Parameters of ${own}: ${keys.join(', ')}.`,
    )
  return [key, parameterValue(`${name}: ${own}: ${key}`, parameters[key] ?? duration, value.trim())]
}

function parameterValue(name: string, parameter: Parameter, text: string): ParameterValue {
  if (parameter.kind !== 'steps') return checkValue(name, parameter, text)
  const steps = text.split(',').map(toNumber)
  const ascending = steps.every((step, i) => {
    return step !== undefined && Number.isInteger(step) && step >= 1 && step >= (steps[i - 1] ?? 1)
  })
  if (ascending) return steps.filter(step => step !== undefined)
  throw new UsageError(`${name} = "${text}": expected ascending steps, such as 30,80`)
}

/** A formula; what is wrong with it is said of the setting that it stands in. */
function compiled(text: string, name: string): ReturnType<typeof compile> {
  const others = () => ': the learning rate, the step from 0, and how many there are'
  try {
    return compile(text, {}, { variables, none: 'neither lr nor t nor T occurs in the formula', others })
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    const [problem = '', ...place] = error.message.split('\n')
    throw new UsageError([`${name}: ${problem}`, ...place], error.hint)
  }
}

/** A schedule that a formula says. */
function formula(text: string, name: string): Schedule {
  const program = compiled(text, name)
  return {
    ...{ name: text, title: text, equation: text, reference: 'a formula given by the user', parameters: {} },
    heeds: () => program.includes('lr'),
    rates: (_, lr, { steps: T }) => ({
      at(t) {
        const rate = execute(program, float64, { lr, t, T })
        if (rate >= 0 && rate < Number.POSITIVE_INFINITY) return rate
        throw new UsageError(`${name}: ${text} is ${rate} at t = ${t}: expected a number in [0, inf)`)
      },
    }),
  }
}
