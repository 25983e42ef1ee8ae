import { suggestion } from '../nearest.js'

/** Why a text cannot name a figure's files; undefined where it can. A name is one file name everywhere, without extension. */
export function nameProblem(name: string): string | undefined {
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

/**
 * Fills `{fn}-{optim}-{lr}` with values. Gives the name, or the problem: a placeholder that `values` does not have
 * (undefined values are unset).
 */
export function fillName(
  template: string,
  values: Readonly<Record<string, unknown>>,
): { readonly name: string } | { readonly problem: string } {
  const known = Object.keys(values).filter(key => values[key] !== undefined)
  let problem: string | undefined
  const name = template.replaceAll(/\{([^{}]*)\}/g, (_, key: string) => {
    if (known.includes(key)) return textOf(values[key])
    problem ??= `{${key}} in the name has no value here${suggestion(key, known)}`
    return ''
  })
  return problem === undefined ? { name } : { problem }
}

/** A value inside a file name: `1,2` for a point. */
function textOf(value: unknown): string {
  return Array.isArray(value) ? value.map(textOf).join(',') : String(value)
}
