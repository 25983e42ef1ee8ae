import { readdirSync, readFileSync } from 'node:fs'

/** Ticks of the clock of Linux's process table. */
const ticksPerSecond = 100

/**
 * Seconds of a processor that the processes of a group have used, and the ended children that they have waited for; undefined
 * where there is no /proc. Where a machine is busy a clock on the wall says little of how much a test does.
 */
export function processorSeconds(group: number): number | undefined {
  let processes: readonly string[]
  try {
    processes = readdirSync('/proc').filter(name => /^\d+$/.test(name))
  } catch {
    return undefined
  }
  const ticks = processes.map(statOf).filter(stat => Number(stat[2]) === group)
  return ticks.reduce((sum, stat) => sum + stat.slice(11, 15).reduce((a, b) => a + Number(b), 0), 0) / ticksPerSecond
}

/** The fields of a process after its name, which may hold anything: state, parent, group, …; none where it has ended. */
function statOf(process: string): readonly string[] {
  try {
    const text = readFileSync(`/proc/${process}/stat`, 'utf8')
    return text.slice(text.lastIndexOf(')') + 2).split(' ')
  } catch {
    return []
  }
}
