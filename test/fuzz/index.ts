/**
 * Tries random input on the built command line and tells what comes out otherwise than it should. Usage:
 * npm run fuzz [-- CASES [SEED [NAME]]]: 1,500 cases from seed 1 unless said; NAME is part of a fuzzer's name. Every case has
 * a seed of its own: `npm run fuzz -- 1 SEED NAME` tries one again. Exit code 1 where there is an anomaly.
 */
import { type ChildProcess, fork } from 'node:child_process'
import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { commandLine } from './call.js'
import { dice } from './dice.js'
import { expressions } from './expressions.js'
import { flags } from './flags.js'
import type { Fuzzer, Trial } from './fuzzer.js'
import { mutatedManifests } from './manifests.js'
import { recipes } from './recipes.js'
import { roundTrip } from './roundtrip.js'

const fuzzers: readonly Fuzzer[] = [flags, mutatedManifests, recipes, roundTrip, expressions]

interface Case {
  readonly fuzzer: string
  readonly seed: number
}

/** The longest that a case may take, in milliseconds; then its process is ended. */
const patience = 60_000

const [first = '1500', firstSeed = '1', part = ''] = process.argv.slice(2)
if (first === '--worker') await serve()
else await fuzz(casesOf(Number(first), Number(firstSeed), part))

/** So many cases, of each fuzzer its share, well mixed. */
function casesOf(count: number, seed: number, part: string): readonly Case[] {
  const chosen = fuzzers.filter(({ name }) => name.includes(part))
  const urn = chosen.flatMap(({ name, share }) => new Array<string>(share).fill(name))
  // Not the dice of the cases: what they throw first would hang together with which fuzzer throws.
  const random = dice(2 ** 31 - seed)
  return Array.from({ length: count }, (_, i) => ({ fuzzer: random.pick(urn), seed: seed + i }))
}

async function fuzz(cases: readonly Case[]): Promise<void> {
  const began = performance.now()
  const queue = [...cases]
  let anomalies = 0
  const tell = ({ fuzzer, seed }: Case, { tried, anomalies: found }: Trial) => {
    if (found.length === 0) return
    anomalies++
    console.log(`${fuzzer} ${seed}: ${found.join('; ')}\n  ${tried}`)
  }
  const jobs = Math.max(1, Math.min(availableParallelism(), Math.ceil(cases.length / 100)))
  await Promise.all(Array.from({ length: jobs }, () => work(queue, tell)))
  const counts = fuzzers.map(({ name }) => `${cases.filter(({ fuzzer }) => fuzzer === name).length} ${name}`)
  const seconds = Math.round((performance.now() - began) / 1000)
  console.log(`${cases.length} cases (${counts.join(', ')}), ${seconds} s: ${anomalies} anomalies`)
  process.exitCode = anomalies > 0 ? 1 : 0
}

/** Has a process try cases until none is left; one that ends, or does not answer, is an anomaly, and another takes its place. */
async function work(queue: Case[], tell: (of: Case, trial: Trial) => void): Promise<void> {
  let child: ChildProcess | undefined
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    child ??= fork(fileURLToPath(import.meta.url), ['--worker'], { stdio: ['ignore', 'pipe', 'pipe', 'ipc'] })
    const trial = await ask(child, next)
    if (trial.ended) {
      child.kill('SIGKILL')
      child = undefined
    }
    tell(next, trial)
  }
  child?.disconnect()
}

function ask(child: ChildProcess, what: Case): Promise<Trial & { readonly ended: boolean }> {
  return new Promise(resolve => {
    const end = (trial: Trial, ended: boolean) => {
      clearTimeout(timer)
      child.removeAllListeners('message')
      child.removeAllListeners('exit')
      resolve({ ...trial, ended })
    }
    const lost = (how: string) => end({ tried: '', anomalies: [how] }, true)
    const timer = setTimeout(() => lost('it does not end'), patience)
    child.once('message', (trial: Trial) => end(trial, false))
    child.once('exit', (code, signal) => lost(`the process ends: ${code ?? signal}`))
    // Nobody reads what gets past the cases' own ears; a full pipe would stop the process.
    child.stdout?.resume()
    child.stderr?.resume()
    child.send(what)
  })
}

async function serve(): Promise<void> {
  const optviz = await commandLine()
  let strayed: string[] = []
  for (const event of ['uncaughtException', 'unhandledRejection'])
    process.on(event, (error: unknown) => strayed.push(`nobody catches ${error}`))
  process.on('message', async ({ fuzzer, seed }: Case) => {
    strayed = []
    const trial = await trialOf(fuzzer, seed)
    process.send?.({ ...trial, anomalies: [...trial.anomalies, ...strayed] })
  })

  async function trialOf(name: string, seed: number): Promise<Trial> {
    const fuzzer = fuzzers.find(one => one.name === name)
    if (fuzzer === undefined) throw new Error(`no fuzzer ${name}`)
    try {
      return await fuzzer.try(dice(seed), optviz)
    } catch (error) {
      return { tried: '', anomalies: [`the case fails: ${error instanceof Error ? error.stack : error}`] }
    }
  }
}
