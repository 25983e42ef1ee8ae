import { median } from 'd3-array'

/** Something to time. */
export interface Case {
  readonly name: string
  run(): unknown
}

/** The medians of cases in milliseconds, run in turn, round after round, so that what slows the machine slows them all. */
export async function medians(cases: readonly Case[], rounds: number): Promise<ReadonlyMap<string, number>> {
  const times = new Map(cases.map(({ name }) => [name, [] as number[]]))
  for (let round = 0; round < rounds; round++)
    for (const { name, run } of cases) {
      const begin = performance.now()
      await run()
      times.get(name)?.push(performance.now() - begin)
    }
  return new Map([...times].map(([name, all]) => [name, median(all) ?? Number.NaN]))
}

/** One line of the table: what was measured, its median, and the ratio to something else. */
export interface Line {
  readonly what: string
  readonly value: number
  readonly unit: string
  readonly ratio?: readonly [value: number, to: string]
}

/** The table as text; numbers to three significant digits. */
export function table(lines: readonly Line[]): string {
  const digits = (value: number) => (value >= 100 ? Math.round(value).toLocaleString('en') : value.toPrecision(3))
  const width = Math.max(...lines.map(({ what }) => what.length))
  return lines
    .map(({ what, value, unit, ratio }) => {
      const compared = ratio === undefined ? '' : `   ${ratio[0].toPrecision(2).padStart(7)} × ${ratio[1]}`
      return `${what.padEnd(width)}  ${digits(value).padStart(9)} ${unit.padEnd(5)}${compared}`
    })
    .join('\n')
}
