import { UsageError } from '../../errors.js'
import { own } from '../../own.js'
import { alike, suggestion } from '../../words/nearest.js'
import { quoted } from '../fields/kinds.js'

/**
 * The name that a template such as `{fn}-{optim}-{lr}` gives with some values (undefined ones are unset). A placeholder that
 * they do not have, or a name that cannot be one, is a UsageError.
 */
export function figureName(template: string, values: Readonly<Record<string, unknown>>): string {
  const known = Object.keys(values).filter(key => own(values, key) !== undefined)
  const name = template.replaceAll(/\{([^{}]*)\}/g, (_, key: string) => {
    const meant = alike(key, known)
    const value = meant === undefined ? undefined : textOf(own(values, meant))
    if (value !== undefined && /[/\\]/.test(value))
      throw new UsageError(`name "${template}": a name has no folders but its own, and {${key}} is ${quoted(value)}`)
    if (value !== undefined) return value
    throw new UsageError(`name "${template}": {${key}} has no value here${suggestion(key, known)}`)
  })
  const problem = problemOf(name)
  if (problem !== undefined) throw new UsageError(`name "${name}": ${problem}`)
  return name
}

/** A value inside a file name: `1,2` for a point. */
function textOf(value: unknown): string {
  return Array.isArray(value) ? value.map(textOf).join(',') : String(value)
}

/**
 * Why a text cannot name a figure's files; undefined where it can. A name is a file's, without extension, everywhere; folders
 * before it, with /, are under that of the figures.
 */
function problemOf(name: string): string | undefined {
  if (name.trim() === '') return 'the name is empty'
  if (name.includes('\\')) return 'a name has no folders with \\; a folder is written a/b'
  if (name.startsWith('/')) return 'a name has no folders from the root; those it has are under out:'
  const parts = name.split('/')
  if (parts.includes('..')) return 'a name has no folders above out:'
  if (name.endsWith('.diff')) return 'names that end with .diff are those of difference pictures'
  for (const part of parts) {
    const problem = partProblem(part)
    if (problem !== undefined) return problem
  }
  return parts.length > mostFolders ? `a name has at most ${mostFolders} folders` : undefined
}

const mostFolders = 10

/** The same of the name of a file or folder. */
function partProblem(part: string): string | undefined {
  if (part === '') return 'a folder in the name has no name'
  if (part.startsWith('.')) return 'a name does not begin with a dot'
  if (/[. ]$/.test(part) || part.startsWith(' ')) return 'a name does not begin or end with a blank, nor end with a dot'
  // Control characters and what Windows forbids: manifests travel.
  if (/[<>:"|?*\p{Cc}]/u.test(part)) return 'a name has no control characters and none of < > : " | ? *'
  if (Buffer.byteLength(part) > 200) return 'the name is longer than 200 bytes'
  return undefined
}
