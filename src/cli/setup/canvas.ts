import { existsSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { type Ended, installDebian, type Machine, must, type RunOptions, warnOf } from './machine.js'
import { isWritable, type Places, putInPlace, type Staging } from './places.js'

/** What canvas is compiled with where no binary of it can be downloaded. */
const packages =
  'g++ make python3 pkg-config libcairo2-dev libpango1.0-dev libjpeg-dev libgif-dev librsvg2-dev libpixman-1-dev'.split(
    ' ',
  )

/** Canvas as the package manager has installed it, where something can be built in it. */
function installedCanvas(home: string): string | undefined {
  try {
    const folder = dirname(createRequire(join(home, 'package.json')).resolve('canvas/package.json'))
    return isWritable(folder) ? folder : undefined
  } catch {
    return undefined
  }
}

/** What is done to have canvas, for people. */
export function aboutCanvas(machine: Machine, { native }: Places): string {
  const folder = installedCanvas(machine.home)
  const how = 'downloads canvas (10 MB), or compiles it'
  return folder === undefined ? `${how}, in ${native}` : how
}

/** Makes canvas load: where it is, else in the place of native parts; with Debian's packages where it takes them. */
export async function setUpCanvas(machine: Machine, places: Places, staging: Staging): Promise<boolean> {
  machine.say('installing canvas (downloads or compiles, about a minute)')
  const folder = installedCanvas(machine.home)
  const attempt = () => (folder === undefined ? installOwn(machine, places, staging) : build(machine, folder))
  try {
    if (await attempt()) return true
    await installDebian(machine, packages, 'compiling canvas')
    return await attempt()
  } catch (error) {
    warnOf(machine, error)
    return false
  }
}

/** Canvas's own script; where it compiles, with the headers beside this Node, for others would be downloaded. */
function script({ env, nodePrefix }: Machine, cwd: string): RunOptions {
  const here = env.npm_config_nodedir === undefined && existsSync(join(nodePrefix, 'include', 'node', 'node_api.h'))
  return { cwd, seconds: 600, env: here ? { npm_config_nodedir: nodePrefix } : {} }
}

/** Runs canvas's own script. Not by the package manager, which may not run it, or knows nothing of the folder. */
async function build(machine: Machine, folder: string): Promise<boolean> {
  return told(machine, await machine.run('npm', ['run', 'install'], script(machine, folder)), async () => {
    return (await machine.look()).canvas
  })
}

async function installOwn(machine: Machine, places: Places, staging: Staging): Promise<boolean> {
  const trial = staging.fresh(places.native)
  const made = join(trial, 'canvas')
  const { optionalDependencies } = createRequire(join(machine.home, 'package.json'))('./package.json')
  const quiet = ['--no-save', '--no-audit', '--no-fund', '--no-package-lock', '--ignore-scripts']
  const wanted = `canvas@${optionalDependencies.canvas}`
  try {
    await must(machine, 'npm', ['install', '--prefix', made, ...quiet, wanted])
    const folder = join(made, 'node_modules', 'canvas')
    const ended = await machine.run('npm', ['run', 'install'], script(machine, folder))
    return await told(machine, ended, async () => {
      if (!(await machine.look(trial)).canvas) return false
      putInPlace(made, join(places.native, 'canvas'), trial)
      return true
    })
  } finally {
    rmSync(trial, { recursive: true, force: true })
  }
}

/** Whether it works now; where the command failed, with the end of what it said. */
async function told(machine: Machine, { ok, tail }: Ended, works: () => Promise<boolean>): Promise<boolean> {
  if (!ok) for (const line of tail) machine.warn(`    ${line}`)
  const good = ok && (await works())
  if (good) machine.say('canvas is ready')
  return good
}
