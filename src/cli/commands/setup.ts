import { join, resolve } from 'node:path'
import { nativeBindings } from '../../engine/tensors/nativebinding.js'
import { RuntimeFailure } from '../../errors.js'
import { cacheFolder } from '../../io/cache.js'
import { makeFolder } from '../../io/files/folder.js'
import { packageFolder } from '../../io/native.js'
import { cleaningUp } from '../output/signals.js'
import { buildAhead } from '../setup/ahead.js'
import { aboutCanvas, setUpCanvas } from '../setup/canvas.js'
import { setUpEngine, type Ways, waysTo } from '../setup/engine.js'
import { checkPlace } from '../setup/libtensorflow/libtensorflow.js'
import { lock, unlock } from '../setup/lock.js'
import { lookAt } from '../setup/look.js'
import { endCommands, type Machine, runCommand, type State } from '../setup/machine.js'
import { type Places, placesOf, Staging } from '../setup/places.js'
import { prelinkLibraries } from '../setup/prelink.js'
import { endTrial } from '../setup/trial.js'
import { note, print } from '../talk/terminal.js'
import { isHealthy, report } from './doctor.js'

interface Flags {
  readonly from?: string
  readonly dryRun?: boolean
}

/** `optviz setup`: gets what is missing of the native parts; ends as `optviz doctor` does, with its exit code. */
export async function setup({ from, dryRun = false }: Flags): Promise<void> {
  if (from !== undefined) checkPlace(from)
  const machine = thisMachine()
  const places = placesOf(machine)
  if (dryRun) {
    for (const line of await plan(machine, places, await machine.look(), from)) machine.say(line)
    return
  }
  const after = await whileLocked(machine, places, staging => work(machine, places, staging, from))
  print(process.stdout, report(after.checks))
  if (!isHealthy(after.checks)) process.exitCode = 1
}

/** What there is to do, and how much it downloads. */
async function plan(
  machine: Machine,
  places: Places,
  state: State,
  from: string | undefined,
): Promise<readonly string[]> {
  const engine = from !== undefined || !state.engine
  return [
    ...(engine ? aboutEngine(await waysTo(machine, places, from), places) : ['the native engine starts']),
    state.canvas ? 'canvas loads' : aboutCanvas(machine, places),
  ]
}

function aboutEngine({ ways, missing }: Ways, { native }: Places): readonly string[] {
  const steps = ways.map(({ about }, i) => `${i === 0 ? '' : 'where that fails: '}${about}`)
  const lacks = missing.map(name => `it lacks ${name}`)
  return [...steps, ...(ways.length > 0 ? [`puts the native engine into ${native}`] : []), ...lacks]
}

async function work(machine: Machine, places: Places, staging: Staging, from: string | undefined): Promise<State> {
  // Only now: what was missing, another set-up may have brought.
  let state = await machine.look()
  for (const line of await plan(machine, places, state, from)) machine.say(line)
  if (!state.canvas && (await setUpCanvas(machine, places, staging))) state = await machine.look()
  if (from !== undefined || !state.engine) {
    const done = await setUpEngine(machine, places, staging, await waysTo(machine, places, from))
    if (!done && from !== undefined)
      throw new RuntimeFailure(`the native engine is as it was: --from ${from} gives none`)
    state = await machine.look()
  }
  const [binding] = nativeBindings()
  if (state.engine && binding !== undefined) {
    await prelinkLibraries(machine, places, binding)
    await buildAhead(machine, binding, staging)
  }
  return state
}

/** Does work alone, as far as other set-ups with this cache go; a signal meanwhile leaves everything as it was. */
async function whileLocked<T>(machine: Machine, { store }: Places, work: (staging: Staging) => Promise<T>): Promise<T> {
  const staging = new Staging()
  const file = join(store, 'setup.lock')
  makeFolder(store)
  await lock(file, machine.say)
  const clear = () => {
    endCommands()
    endTrial()
    staging.clear()
    unlock(file)
  }
  try {
    return await cleaningUp(clear, () => work(staging))
  } finally {
    clear()
  }
}

function thisMachine(): Machine {
  return {
    home: packageFolder,
    cache: cacheFolder(),
    platform: process.platform,
    arch: process.arch,
    env: process.env,
    nodePrefix: resolve(process.execPath, '../..'),
    root: process.getuid?.() === 0,
    look: lookAt(packageFolder),
    run: runCommand,
    say: line => print(process.stdout, [line]),
    warn: note,
  }
}
