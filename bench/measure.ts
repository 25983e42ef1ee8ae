import { median } from 'd3-array'

/** Something to time. */
export interface Case {
  readonly name: string
  run(): unknown
}

/** What cases take in milliseconds, run in turn, round after round, so that what slows the machine slows them all. */
async function times(
  cases: readonly Case[],
  rounds: number,
  clock: () => number,
  takesPart: (name: string, round: number) => boolean = () => true,
): Promise<ReadonlyMap<string, readonly number[]>> {
  const times = new Map(cases.map(({ name }) => [name, [] as number[]]))
  for (let round = 0; round < rounds; round++)
    for (const { name, run } of cases) {
      if (!takesPart(name, round)) continue
      const begin = clock()
      await run()
      times.get(name)?.push(clock() - begin)
    }
  return times
}

/** A case is run in three rounds at least, in more as far as they take so many milliseconds: what takes long varies little. */
const [fewest, share] = [3, 4000]

/** The medians of cases in milliseconds, after a round that fills caches and shows how long each takes. */
export async function medians(cases: readonly Case[], rounds: number): Promise<ReadonlyMap<string, number>> {
  const clock = () => performance.now()
  const first = await times(cases, 1, clock)
  const roundsOf = (name: string) => Math.max(fewest, Math.floor(share / (first.get(name)?.[0] ?? share)))
  // Those of a slow one lie evenly among the others'.
  const takesPart = (name: string, round: number) => {
    const own = Math.min(1, roundsOf(name) / rounds)
    return Math.floor((round + 1) * own) > Math.floor(round * own)
  }
  const all = await times(cases, rounds, clock, takesPart)
  return new Map([...all].map(([name, each]) => [name, median(each) ?? Number.NaN]))
}

/** The processor time of this process in milliseconds: what else the machine does is not in it. */
function processorTime(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

/** What a case takes of the processor, in milliseconds, and how many times what another takes. */
export interface Beside {
  readonly time: number
  readonly ratio: number
}

/**
 * Cases beside the first of them: medians over rounds, of ratios in one round each, for differences of a few per cent. Two runs
 * that are minutes apart, or on a busy machine, differ by more.
 */
export async function beside(cases: readonly [Case, ...Case[]], rounds: number): Promise<ReadonlyMap<string, Beside>> {
  for (const { run } of cases) await run()
  const all = await times(cases, rounds, processorTime)
  const first = all.get(cases[0].name) ?? []
  return new Map(
    [...all].map(([name, each]) => {
      const ratio = median(each, (time, round) => time / (first[round] ?? Number.NaN)) ?? Number.NaN
      return [name, { time: median(each) ?? Number.NaN, ratio }]
    }),
  )
}

/** One line of what is printed: what was measured, its median, and the ratio to something else. */
export interface Line {
  readonly what: string
  readonly value: number
  readonly unit: string
  readonly ratio?: readonly [value: number, to: string]
}

const digits = (value: number) => (value >= 100 ? Math.round(value).toLocaleString('en') : value.toPrecision(3))

/** A line as text; numbers to three significant digits. */
export function row({ what, value, unit, ratio }: Line): string {
  const compared = ratio === undefined ? '' : `   ${ratio[0].toPrecision(2).padStart(7)} × ${ratio[1]}`
  return `${what.padEnd(44)}  ${digits(value).padStart(9)} ${unit.padEnd(7)}${compared}`.trimEnd()
}
