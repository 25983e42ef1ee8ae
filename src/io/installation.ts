import { existsSync } from 'node:fs'
import { basename, dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { shellWord } from '../words/shell.js'

/** How this optviz came here: a clone, which has a script for all; by npm, for one project or for all of an account. */
export type InstallationKind = 'clone' | 'project' | 'global'

const home = fileURLToPath(new URL('../..', import.meta.url))

/** The kind of the installation in a folder. npm keeps a list of what it installed for a project, and none of what is global. */
export function installationKind(folder = home): InstallationKind {
  if (existsSync(join(folder, 'bin/setup'))) return 'clone'
  const modules = dirname(join(folder, '.'))
  const project = existsSync(join(modules, '.package-lock.json')) || existsSync(join(dirname(modules), 'package.json'))
  return basename(modules) === 'node_modules' && !project ? 'global' : 'project'
}

/** Whether a package is there for the code in a folder, whether or not it loads. */
export function isInstalled(name: string, folder = home): boolean {
  if (existsSync(join(folder, 'node_modules', name, 'package.json'))) return true
  const above = dirname(folder)
  return above !== folder && isInstalled(name, above)
}

/**
 * The command that makes a native package load, in the state that things are in: it is missing, or it is there and was not
 * built. npm 12 runs a package's install script only where that was approved.
 */
export function mending(name: string, folder = home): string {
  const kind = installationKind(folder)
  if (kind === 'clone') return shellWord(relative('', join(folder, 'bin/setup')))
  const verb = isInstalled(name, folder) ? 'rebuild' : 'install'
  if (kind === 'global') return `npm ${verb} -g ${name} (npm 12: with --allow-scripts=${name})`
  return verb === 'rebuild'
    ? `npm rebuild ${name} (npm 12: npm approve-scripts ${name} before it)`
    : `npm install ${name} (npm 12: then npm approve-scripts ${name} && npm rebuild ${name})`
}
