import { RuntimeFailure } from '../../errors.js'
import type { Command, Oracle } from '../../optimizers/types.js'
import type { Point } from '../../records/geometry.js'
import type { Trajectory } from '../../records/trajectory.js'
import { counted } from '../../words/words.js'
import type { Backend } from '../backend.js'
import { noisyAnswers } from '../follow/noise.js'
import { type Objective, objectiveOf, valuesAlong } from '../follow/objective.js'
import { askedOf } from '../follow/oracle.js'
import { following, roundedPoint } from '../follow/points.js'
import { goalSeen } from '../follow/until.js'
import type { EngineName, Run } from '../run.js'
import { usersEnvironment } from '../tensors/environment.js'
import { type Child, NotStarted, startChild } from './child.js'
import { longestLine } from './lines.js'
import { excerpt, type Message, type Need, protocol, readMessage, writtenMessage } from './messages.js'

/** How a process is talked with. */
export interface Manners {
  /** For so many seconds it is waited for a message. */
  readonly patience: number
  /** Hears what it prints to standard error. */
  readonly overhear?: (line: string) => void
  /** Aborted, the process is ended. */
  readonly until?: AbortSignal
}

/**
 * The trajectory that a command tells, step by step, as docs/protocol.md says; its process has ended when this has. Throws where
 * the engine cannot be had.
 */
export async function followCommand(
  backend: Backend,
  run: Run,
  { command, words, title }: Command,
  engine: EngineName,
  manners: Manners,
): Promise<readonly Trajectory[]> {
  const objective = objectiveOf(backend, run.fn, engine)
  try {
    // Before anything is started.
    for (const ask of ['value', 'gradient'] as const) objective.answers(ask, [roundedPoint(run.start)])
    const overhear = (line: string) => manners.overhear?.(`${title}: ${line}`)
    const child = await startChild(words, usersEnvironment(), overhear).catch((error: unknown) => {
      if (!(error instanceof NotStarted)) throw error
      throw new RuntimeFailure(`cannot run ${words[0]}: ${error.message}`, startHint(command, words[0]))
    })
    const abort = () => void child.end(false)
    manners.until?.addEventListener('abort', abort, { once: true })
    let well = false
    try {
      const trajectories = await conversation(child, run, objective, title, manners)
      well = true
      return trajectories
    } finally {
      manners.until?.removeEventListener('abort', abort)
      await child.end(well)
    }
  } finally {
    objective.close()
  }
}

const doneHint = 'An optimizer that has no more to do says {"done":true}.'

function startHint(command: string, program: string): string | undefined {
  if (/^\w+=/.test(program)) return `To set a variable: env ${program} …`
  return /[~$*(]/.test(command) ? "No shell reads the command; for a shell's work: sh -c '…'" : undefined
}

async function conversation(
  child: Child,
  run: Run,
  objective: Objective,
  title: string,
  { patience }: Manners,
): Promise<readonly Trajectory[]> {
  const { fn, steps, seed, noise, hyperparameters } = run
  const start = roundedPoint(run.start)
  const asked = askedOf(objective, noise && noisyAnswers(noise, seed))
  let taken = 0
  const fail = async (problem: string, hint?: string): Promise<never> => {
    const when = taken === 0 ? 'before its first step' : `after ${taken} of ${counted(steps, 'step')}`
    const complaints = await child.complaints()
    throw new RuntimeFailure([`${title}, ${when}: ${problem}`, ...complaints.map(line => `  ${line}`)], hint)
  }
  const say = async (message: Readonly<Record<string, unknown>>) => {
    if (await child.say(writtenMessage(message), 1000 * patience)) return
    await fail(
      `it has read nothing for ${counted(patience, 'second')}`,
      'Every evaluate has an answer, which is to be read.',
    )
  }
  const hear = async (): Promise<Message> => {
    const line = await child.hear(1000 * patience)
    if (line === undefined) {
      const silence = await child.silence()
      if (silence !== undefined) return fail(silence, /exit code 0|closed/.test(silence) ? doneHint : undefined)
      return fail(`no message for ${counted(patience, 'second')}`, '--optim-timeout SECONDS waits longer.')
    }
    if (line.length > longestLine)
      return fail(
        `a line of more than ${longestLine} characters: ${excerpt(line.slice(0, 100))}`,
        'No message is as long.',
      )
    const message = readMessage(line)
    return 'misfit' in message ? fail(message.misfit, message.hint) : message
  }
  /** The point after the next step; undefined where none will follow. */
  const nextPoint = async (): Promise<Point | undefined> => {
    for (;;) {
      const message = await hear()
      if (message.kind === 'done') return undefined
      if (message.kind === 'error') return fail(message.text)
      if (message.kind === 'evaluate') await say(answer(asked.oracle, message.at, message.need))
      else {
        taken++
        return message.to
      }
    }
  }

  await say({ optviz: protocol, function: fn.name, start, steps, hyperparameters, seed })
  const path = following(run, asked.count, goalSeen(run, asked.glance))
  let [point, done]: [Point, boolean] = [start, false]
  let next = path.next()
  while (!next.done) {
    const told: Point | undefined = done ? undefined : await nextPoint()
    done = told === undefined
    point = told ?? point
    next = path.next(point)
  }
  child.hush()
  if (taken === steps && (await oversteps(child)))
    await fail('it takes one more', 'The first message says how many steps to take; after them standard input ends.')
  const { points, trajectory } = next.value
  const [values = new Float32Array()] = valuesAlong(objective, [points])
  return [trajectory(values)]
}

/** Whether there is a step after the last one; what else comes then is not heard. */
async function oversteps(child: Child): Promise<boolean> {
  for (let heard = 0; heard < 100; heard++) {
    const line = await child.hear(1000)
    if (line === undefined) return false
    const message = readMessage(line)
    if ('kind' in message && message.kind === 'step') return true
  }
  return false
}

/** What the engine says of a point. */
function answer(oracle: Oracle, at: Point, need: readonly Need[]): Readonly<Record<string, unknown>> {
  if (need.includes('hessian')) {
    const { value, gradient, xx, xy, yy } = oracle.hessian(at)
    const hessian = [
      [xx, xy],
      [xy, yy],
    ]
    return { value, gradient, hessian }
  }
  if (!need.includes('gradient')) return { value: oracle.value(at) }
  const { value, gradient } = oracle.gradient(at)
  return { value, gradient }
}
