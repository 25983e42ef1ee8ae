import type { Command } from '../optimizers/types.js'
import type { Backend } from './backend.js'
import { followCommand, type Manners } from './command/follow.js'
import {
  type EngineChoice,
  type Minimization,
  type MinimizeOptions,
  minimize,
  type Run,
  reasonAgainstGraph,
} from './minimize.js'
import type { EngineName } from './run.js'

/** How optimizers that are commands are talked with, beside how the others are computed. */
export interface AwaitingOptions extends MinimizeOptions {
  /** For so many seconds a command is waited for a message. */
  readonly patience: number
  /** Hears what commands print to standard error. */
  readonly overhear?: (line: string) => void
  /** Does the talk, and that alone: what is computed before hears of nothing meanwhile. */
  readonly during?: (talk: () => Promise<unknown>) => Promise<unknown>
}

/** So many processes of commands run at once. */
export const commandsAtOnce = 4

/**
 * `minimize` where optimizers may be commands: each of their runs is a process of its own, and none is left behind. The first
 * failure ends them all.
 */
export async function minimizeAwaiting(
  backend: Backend,
  runs: readonly Run[],
  { engine = 'auto', patience, overhear, during = talk => talk() }: AwaitingOptions,
): Promise<Minimization> {
  const commands = runs.flatMap((run, at) => (run.optimizer.kind === 'command' ? [{ at, run, of: run.optimizer }] : []))
  if (commands.length === 0) return minimize(backend, runs, { engine })
  const others = runs.filter(({ optimizer }) => optimizer.kind !== 'command')
  const computed = minimize(backend, others, { engine })

  const failing = new AbortController()
  const manners = { patience, until: failing.signal, ...(overhear && { overhear }) }
  const followed = new Map<number, Minimization>()
  const failures: unknown[] = []
  const work = async () => {
    for (let next = commands.shift(); next !== undefined && failures.length === 0; next = commands.shift()) {
      try {
        followed.set(next.at, await follow(backend, next.run, next.of, engine, manners))
      } catch (error) {
        failures.push(error)
        failing.abort()
      }
    }
  }
  await during(() => Promise.all(Array.from({ length: commandsAtOnce }, work)))
  if (failures.length > 0) throw failures[0]

  const rest = computed.trajectories.values()
  const trajectories = runs.flatMap((_, at) => followed.get(at)?.trajectories ?? rest.next().value ?? [])
  const ran = others.some(({ optimizer }) => optimizer.kind !== 'recorded') ? [computed] : []
  const slowest = [...ran, ...followed.values()].find(({ engine }) => engine !== 'graph')
  if (slowest === undefined) return { trajectories, engine: 'graph' }
  const { engine: by, reason } = slowest
  return { trajectories, engine: by, ...(reason !== undefined && { reason }) }
}

async function follow(
  backend: Backend,
  run: Run,
  command: Command,
  engine: EngineChoice,
  manners: Manners,
): Promise<Minimization> {
  const by = (engine: EngineName) => followCommand(backend, run, command, engine, manners)
  if (engine === 'eager') return { trajectories: await by('eager'), engine, reason: 'asked for' }
  try {
    return { trajectories: await by('graph'), engine: 'graph' }
  } catch (error) {
    const reason = reasonAgainstGraph(error, run, engine)
    return { trajectories: await by('eager'), engine: 'eager', reason }
  }
}
