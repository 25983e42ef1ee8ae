import type { Place, Reach } from './reach.js'
import type { Tree } from './tree.js'
import { type Trial, trialsIn } from './trials.js'

/** Asks tests about mutants, in a tree of its own. */
export interface Judge {
  /** What the first tests to notice a mutant say; undefined where none does, of those that come to it. */
  killerOf(mutant: Place, reaches: readonly Reach[]): Promise<string | undefined>
  stop(): void
}

/** Seconds of a processor for the tests of a file, beyond twice what they took before; and for all tests of a mutant, in a process and by the built command. */
const patience = 60
const budget = 45

/** The folders of a file within src or test. */
const roomsOf = (file: string) => file.split('/').slice(1, -1)

/** What all functions, optimizers and settings say of themselves: quickly asked, and far from all of them. */
const facts = 'test/facts.test.ts'

/** The nearest tests first, of these those that say something for the least time. */
function ranked(file: string, reaches: readonly Reach[], noticed: ReadonlyMap<string, number>): readonly Reach[] {
  const rooms = roomsOf(file)
  const apart = (test: string) => {
    if (test === facts) return 0
    const other = roomsOf(test)
    const shared = rooms.findIndex((room, i) => room !== other[i])
    return shared === -1 ? 0 : rooms.length - shared
  }
  const cost = ({ test, seconds }: Reach) => seconds / (1 + (noticed.get(test) ?? 0))
  return [...reaches].sort((a, b) => apart(a.test) - apart(b.test) || cost(a) - cost(b))
}

/** Whether time alone may have made a run fail. */
const isLate = ({ outcome, reason = '' }: Trial) => outcome === 'late' || /time(d |)out/i.test(reason)

const keyOf = ({ test, only }: Reach) => `${test} ${only?.join() ?? ''}`

/** What is `noticed` by a test file is shared by judges: it says which is worth asking first. */
export function judgeIn(tree: Tree, noticed: Map<string, number>): Judge {
  const trials = trialsIn(tree)
  /** How tests came out without a mutant; asked only where they seem to notice one. */
  const bases = new Map<string, Trial>()
  /** The files that the runner has seen in another state than they are in. */
  let stale: readonly string[] = []

  const limitOf = ({ seconds }: Reach) => patience + 2 * seconds

  async function baseOf(reach: Reach): Promise<Trial> {
    tree.restore()
    const trial = await trials.run(reach.test, stale, limitOf(reach), reach.only)
    stale = []
    bases.set(keyOf(reach), trial)
    if (trial.outcome !== 'passed')
      console.log(`         ${reach.test}: ${trial.outcome} without a mutant ${trial.failure ?? ''}`)
    return trial
  }

  /** A run of tests with the mutant in its place. */
  async function tried(reach: Reach, { file, source }: Place): Promise<Trial | 'unbuilt'> {
    tree.write(file, source)
    if (reach.built && !(await tree.build([file]))) return 'unbuilt'
    const trial = await trials.run(reach.test, [...stale, file], limitOf(reach), reach.only)
    stale = [file]
    return trial
  }

  /** What tests say of a mutant, if they notice it, and how many seconds of a processor it took. */
  async function judged(reach: Reach, mutant: Place): Promise<{ readonly says?: string; readonly seconds: number }> {
    if ((bases.get(keyOf(reach))?.outcome ?? 'passed') !== 'passed') return { seconds: 0 }
    const trial = await tried(reach, mutant)
    if (trial === 'unbuilt') return { says: 'the bundler', seconds: 0 }
    const { seconds } = trial
    if (trial.outcome === 'passed') return { seconds }
    const says = `${reach.test}: ${trial.failure ?? 'late'}`
    if (!isLate(trial)) {
      const base = bases.get(keyOf(reach)) ?? (await baseOf(reach))
      return base.outcome === 'passed' ? { says, seconds } : { seconds }
    }
    // A busy machine is late, too: a mutant hangs where it is late twice, and the tests in good time in between.
    const base = await baseOf(reach)
    if (base.outcome !== 'passed' || base.seconds > limitOf(reach) / 3) return { seconds }
    const again = await tried(reach, mutant)
    const isNoticed = again !== 'unbuilt' && again.outcome !== 'passed'
    return isNoticed ? { says: isLate(again) ? `${says} (late twice)` : says, seconds } : { seconds }
  }

  async function firstToNotice(mutant: Place, reaches: readonly Reach[]): Promise<string | undefined> {
    let spent = 0
    for (const reach of ranked(mutant.file, reaches, noticed)) {
      if (spent >= budget) return undefined
      const { says, seconds } = await judged(reach, mutant)
      spent += seconds
      if (says === undefined) continue
      noticed.set(reach.test, (noticed.get(reach.test) ?? 0) + 1)
      return says
    }
    return undefined
  }

  /** The compiler is asked last: a type that a mutant breaks is noticed by `npm test`, too, but most are noticed sooner. */
  async function refused({ file, source }: Place): Promise<string | undefined> {
    tree.write(file, source)
    return (await tree.compiles()) ? undefined : 'the compiler'
  }

  return {
    async killerOf(mutant, reaches) {
      const own = reaches.filter(({ built }) => !built)
      const killer =
        (await firstToNotice(mutant, own)) ??
        (await firstToNotice(
          mutant,
          reaches.filter(({ built }) => built),
        )) ??
        (await refused(mutant))
      tree.restore()
      return killer
    },
    stop: trials.stop,
  }
}
