import { UsageError } from '../errors.js'
import { alike, suggestion } from '../nearest.js'
import { own } from '../own.js'

/**
 * The name that a template such as `{fn}-{optim}-{lr}` gives with some values (undefined ones are unset). A placeholder that
 * they do not have, or a name that cannot be one, is a UsageError.
 */
export function figureName(template: string, values: Readonly<Record<string, unknown>>): string {
  const known = Object.keys(values).filter(key => own(values, key) !== undefined)
  const name = template.replaceAll(/\{([^{}]*)\}/g, (_, key: string) => {
    const meant = alike(key, known)
    if (meant !== undefined) return textOf(own(values, meant))
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

/** Why a text cannot name a figure's files; undefined where it can. A name is one file name everywhere, without extension. */
function problemOf(name: string): string | undefined {
  if (name.trim() === '') return 'the name is empty'
  if (/[/\\]/.test(name)) return 'a name has no folders (the folder is out:)'
  if (name.startsWith('.')) return 'a name does not begin with a dot'
  if (/[. ]$/.test(name) || name.startsWith(' ')) return 'a name does not begin or end with a blank, nor end with a dot'
  // Control characters and what Windows forbids: manifests travel.
  if (/[<>:"|?*\p{Cc}]/u.test(name)) return 'a name has no control characters and none of < > : " | ? *'
  if (name.endsWith('.diff')) return 'names that end with .diff are those of difference pictures'
  if (Buffer.byteLength(name) > 200) return 'the name is longer than 200 bytes'
  return undefined
}
