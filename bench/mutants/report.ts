import { wordFor } from './known.js'
import type { Place } from './reach.js'

/** What became of a mutant: noticed; or alive, and looked at before; or not noticed, or not even run by a test. */
export interface Verdict extends Place {
  readonly outcome: 'killed' | 'known' | 'survived' | 'not run'
}

const percent = (part: number, of: number) => `${Math.round((100 * part) / of)}%`

/** Whether a mutant was not seen to be the same program by another name. */
const differs = (verdict: Verdict) => !(verdict.outcome === 'known' && wordFor(verdict)?.startsWith('the same'))

/** The share of mutants that were noticed, by room, and those that were not. */
export function report(verdicts: readonly Verdict[]): string {
  const roomOf = (file: string) => file.replace(/^src\//, '').replace(/\/.*/, '')
  const rooms = [...new Set(verdicts.map(({ file }) => roomOf(file)))].sort()
  const line = (name: string, within: readonly Verdict[]) => {
    const killed = within.filter(({ outcome }) => outcome === 'killed').length
    return `${name.padEnd(16)} ${`${killed}/${within.length}`.padStart(8)} ${percent(killed, within.length).padStart(5)}`
  }
  const words = { killed: '', known: '', survived: 'NOT REVIEWED', 'not run': 'no test comes here' } as const
  const alive = verdicts.filter(({ outcome }) => outcome !== 'killed')
  return [
    ...rooms.map(room => [room, verdicts.filter(({ file }) => roomOf(file) === room)] as const).map(of => line(...of)),
    line('all', verdicts),
    line('that differ', verdicts.filter(differs)),
    '',
    ...alive.map(v => `${v.file}:${v.line}  ${wordFor(v) ?? words[v.outcome]}\n  - ${v.from}\n  + ${v.to}`),
  ].join('\n')
}
