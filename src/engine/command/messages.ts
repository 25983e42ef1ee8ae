import type { Point } from '../../records/geometry.js'
import { isRecord, shown } from '../../usermodule.js'
import { suggestion } from '../../words/nearest.js'
import { visible } from '../../words/visible.js'

/** The version of the protocol, docs/protocol.md. */
export const protocol = 1

/** What can be asked of the objective at a point. */
const needs = ['value', 'gradient', 'hessian'] as const
export type Need = (typeof needs)[number]

/** What an optimizer says. */
export type Message =
  | { readonly kind: 'evaluate'; readonly at: Point; readonly need: readonly Need[] }
  | { readonly kind: 'step'; readonly to: Point }
  | { readonly kind: 'done' }
  | { readonly kind: 'error'; readonly text: string }

/** Why a line is no message. */
export interface Misfit {
  readonly misfit: string
  readonly hint?: string
}

const kinds = ['evaluate', 'step', 'done', 'error'] as const
const standardNeed = ['value', 'gradient'] as const

/** The message that a line is, or why it is none. */
export function readMessage(line: string): Message | Misfit {
  const given = parsed(line)
  if (given === undefined)
    return {
      misfit: `it prints what is no JSON: ${excerpt(line)}`,
      hint: 'A line of its standard output is a message; anything else it may print to standard error.',
    }
  if (!isRecord(given)) return { misfit: `expected a message, an object, got ${excerpt(line)}` }
  const [kind, another] = kinds.filter(word => Object.hasOwn(given, word))
  const known: readonly string[] = kind === 'evaluate' ? ['evaluate', 'need'] : kind === undefined ? kinds : [kind]
  const foreign = Object.keys(given).find(word => !known.includes(word))
  if (kind === undefined || (foreign !== undefined && another === undefined))
    return {
      misfit: `unknown message ${excerpt(line)}${foreign === undefined ? '' : suggestion(foreign, known)}`,
      hint: `A message has ${kinds.slice(0, -1).join(', ')} or ${kinds.at(-1)}; evaluate may have need beside it.`,
    }
  if (another !== undefined) return { misfit: `a message has ${kind} or ${another}, got ${excerpt(line)}` }
  return messageOf(kind, given)
}

function messageOf(kind: (typeof kinds)[number], given: Readonly<Record<string, unknown>>): Message | Misfit {
  const value = given[kind]
  if (kind === 'done') return value === true ? { kind } : { misfit: `done: expected true, got ${shown(value)}` }
  if (kind === 'error')
    return typeof value === 'string' ? { kind, text: value } : { misfit: `error: expected a text, got ${shown(value)}` }
  const point = pointOf(value)
  if (point === undefined)
    return {
      misfit: `${kind}: expected [x, y], two numbers, got ${shown(value)}`,
      hint: 'Numbers that are not finite are "nan", "inf" and "-inf".',
    }
  if (kind === 'step') return { kind, to: point }
  const { need = standardNeed } = given
  const words: readonly unknown[] = Array.isArray(need) ? need : []
  const asked = needs.filter(word => words.includes(word))
  const foreign = words.find(word => !needs.some(known => known === word))
  return asked.length > 0 && foreign === undefined
    ? { kind, at: point, need: asked }
    : { misfit: `need: expected a list of ${needs.join(', ')}, got ${shown(need)}` }
}

/** A number as a message has it. */
function numberOf(value: unknown): number | undefined {
  if (typeof value === 'number') return value
  const [, sign, word] = (typeof value === 'string' && /^([+-]?)(nan|inf(?:inity)?)$/i.exec(value)) || []
  if (word === undefined) return undefined
  return word.toLowerCase() === 'nan' ? Number.NaN : sign === '-' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY
}

function pointOf(value: unknown): Point | undefined {
  const list: readonly unknown[] = Array.isArray(value) ? value : []
  const [x, y] = list.map(numberOf)
  return list.length === 2 && x !== undefined && y !== undefined ? [x, y] : undefined
}

/** JSON; NaN and Infinity, which Python writes though JSON has none, are understood. */
function parsed(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    try {
      return JSON.parse(line.replaceAll(/(?<=[[,:]\s*)-?(?:NaN|Infinity)\b/g, '"$&"'))
    } catch {
      return undefined
    }
  }
}

/** A message of ours as a line: shortest numbers that read back the same, those that are not finite in words. */
export function writtenMessage(message: Readonly<Record<string, unknown>>): string {
  return `${JSON.stringify(message, (_, value) => (typeof value === 'number' ? written(value) : value))}\n`
}

function written(value: number): number | string {
  return Number.isFinite(value) ? value : String(value).toLowerCase().replace('infinity', 'inf')
}

/** A line as an error shows it. */
export function excerpt(line: string): string {
  const text = visible(line)
  return `"${text.length > 80 ? `${text.slice(0, 79)}…` : text}"`
}
