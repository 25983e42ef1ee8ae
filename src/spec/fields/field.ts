import * as kind from './kinds.js'

/** One setting: the same name and meaning as a flag, a key of a file, an environment variable and a library option. */
export interface Field<T> {
  /** As help shows it: `--steps <n>`; `--no-axes` for what is on by default. */
  readonly flag: string
  readonly doc: string
  readonly parse: kind.Parse<T>
  /** Undefined: there is none, or it depends on other settings (`shown` says how). */
  readonly default?: T
  /** The default as help shows it; empty: not worth showing. */
  readonly shown?: string
  /** The flag may be given several times. */
  readonly repeat?: boolean
  /** There is a flag for none, too, `--no-title`, and this is what help says of it. */
  readonly negatable?: string
}

/** A setting without a default, or with one that depends on others. */
export function field<T>(
  flag: string,
  parse: kind.Parse<T>,
  doc: string,
  more: Pick<Field<T>, 'shown' | 'repeat' | 'negatable'> = {},
) {
  return { flag, doc, parse, ...more } satisfies Field<T>
}

/** A setting with a default. */
export function preset<T>(flag: string, parse: kind.Parse<T>, value: NoInfer<T>, doc: string, shown?: string) {
  return { flag, doc, parse, default: value, shown: shown ?? String(value) } satisfies Field<T>
}

/** A setting that is on or off. */
export function toggle(flag: string, value: boolean, doc: string) {
  return preset(flag, kind.boolean, value, doc, '')
}
