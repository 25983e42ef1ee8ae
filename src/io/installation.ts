import { existsSync } from 'node:fs'
import { basename, dirname, join, relative } from 'node:path'
import { shellWord } from '../words/shell.js'
import { packageFolder } from './native.js'

/** How this optviz came here: a clone, which has a script for all; by a package manager, for one project or for all of an account. */
export type InstallationKind = 'clone' | 'project' | 'global'

/** The kind of the installation in a folder. npm keeps a list of what it installed for a project, and none of what is global. */
export function installationKind(folder = packageFolder): InstallationKind {
  if (existsSync(join(folder, 'bin/setup'))) return 'clone'
  const modules = modulesAround(folder)
  if (modules === undefined) return 'project'
  const project = existsSync(join(modules, '.package-lock.json')) || existsSync(join(dirname(modules), 'package.json'))
  return project ? 'project' : 'global'
}

/** The folder of packages that a package is in: of pnpm's two, the one that a project or an account sees. */
function modulesAround(folder: string): string | undefined {
  const modules = dirname(join(folder, '.'))
  const above = folder.split(/[\\/]node_modules[\\/]\.pnpm[\\/]/)
  if (above.length > 1) return join(above[0] ?? '', 'node_modules')
  return basename(modules) === 'node_modules' ? modules : undefined
}

/** Whether a package is there for the code in a folder, whether or not it loads. */
export function isInstalled(name: string, folder = packageFolder): boolean {
  if (existsSync(join(folder, 'node_modules', name, 'package.json'))) return true
  const above = dirname(folder)
  return above !== folder && isInstalled(name, above)
}

/** The command that gets what is missing of the native parts, as it is called where optviz came here in this way. */
export function mending(folder = packageFolder): string {
  const kind = installationKind(folder)
  if (kind === 'clone') return shellWord(relative('', join(folder, 'bin/setup')))
  return kind === 'global' ? 'optviz setup' : `${runnerOf(folder)} optviz setup`
}

/** What runs a command of a project's packages. */
function runnerOf(folder: string): string {
  const modules = modulesAround(folder)
  // Without such a folder packages are in yarn's archives: Plug'n'Play.
  if (modules === undefined) return 'yarn'
  if (existsSync(join(modules, '.modules.yaml'))) return 'pnpm exec'
  return ['.yarn-integrity', '.yarn-state.yml'].some(name => existsSync(join(modules, name))) ? 'yarn' : 'npx'
}
