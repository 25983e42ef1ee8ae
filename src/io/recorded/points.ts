import { type Columns, columnsOf, type Fail, type Row } from './rows.js'

/** Reads JSON values as points. */
export interface PointReader {
  /** [x, y], or an object with x and y, and perhaps step, value (or loss, or f) and run. Anything else fails. */
  row(value: unknown, fail: Fail): Row
  /** The keys that meant nothing. */
  unused(): readonly string[]
}

export function pointReader(): PointReader {
  const unused = new Set<string>()
  let [keys, columns]: [readonly string[], Columns] = [[], { unused: [] }]
  return {
    row(value, fail) {
      if (Array.isArray(value) && value.length === 2) return { x: value[0], y: value[1] }
      if (!isObject(value)) return fail(`expected [x, y] or {"x": …, "y": …}, got ${shown(value)}`)
      const own = Object.keys(value)
      // Mostly all have the same keys.
      if (own.length !== keys.length || own.some((key, i) => key !== keys[i])) {
        keys = own
        columns = columnsOf(own, fail)
        for (const key of columns.unused) unused.add(key)
      }
      if (columns.x === undefined || columns.y === undefined) return fail(`expected x and y, got ${shown(value)}`)
      const at = (column: number | undefined) => (column === undefined ? undefined : value[keys[column] ?? ''])
      const { x, y, step, value: f, run } = columns
      return { x: at(x), y: at(y), step: at(step), value: at(f), run: at(run) }
    },
    unused: () => [...unused],
  }
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing'
  return text.length > 60 ? `${text.slice(0, 57)}…` : text
}
