import { dirname, relative, resolve } from 'node:path'
import type { Command } from 'commander'
import { readTextAtMost } from '../../io/files/read.js'
import { standardInput } from '../../io/recorded/file.js'
import { largestConfig, readLooks } from '../../pipeline/looks.js'
import type { Plan } from '../../pipeline/plan.js'
import { entries } from '../../spec/fields/entries.js'
import type { Given, Key, Settings } from '../../spec/fields/fields.js'
import { text } from '../../spec/fields/kinds.js'
import { parseConfig } from '../../spec/files/config.js'
import { themeFile, withLook } from '../../spec/files/looks.js'
import { placedModules } from '../../spec/modules.js'
import { filesOf, isRecord } from '../../spec/recipe.js'
import { environmentSettings, mergeSettings, unknownVariables } from '../../spec/settings.js'
import { type Place, places } from '../output/places.js'
import { warn } from '../talk/terminal.js'
import { flagSettings, keysOf } from './options.js'

/** All that was asked for: the layers, which win over a command's defaults. */
export async function readSettings(command: Command, defaults: Given = {}): Promise<Settings> {
  return mergeSettings(defaults, ...(await readLayers(command)))
}

/** What was asked for, the lowest layer first: a theme's file, the file of `--config`, then the environment, then the flags. */
export async function readLayers(command: Command): Promise<readonly Given[]> {
  const { config } = command.opts<{ config?: string }>()
  const keys = keysOf(command)
  const file = config === undefined ? {} : await fileSettings(text(config, '--config'), keys, command.name())
  for (const unknown of unknownVariables(process.env)) warn(unknown)
  const environment = Object.entries(environmentSettings(process.env)).filter(([key]) => keys.some(own => own === key))
  const layers: readonly Given[] = [file, Object.fromEntries(environment), flagSettings(command)]
  const theme = themeFile(layers)
  return theme === undefined ? layers : withLook(layers, await readLooks([theme]))
}

/** The files that settings came from, and the modules, the font and the recorded paths that were read: no output may overwrite them. */
export function filesRead(command: Command, { recipe }: Pick<Plan, 'recipe'>): readonly Place[] {
  const { config } = command.opts<{ config?: string }>()
  const recorded = (file: string) => isRecord(recipe.paths) && Object.hasOwn(recipe.paths, file)
  const named = (file: string) =>
    file === recipe.font ? 'the font' : recorded(file) ? 'the recorded path' : 'the module'
  const files = [...filesOf(recipe).keys()].filter(file => file !== standardInput)
  const theme = themeFile([flagSettings(command)])
  return [...places({ '--config': config, '--theme': theme }), ...files.map(file => ({ file, named: named(file) }))]
}

async function fileSettings(file: string, keys: readonly Key[], command: string): Promise<Given> {
  const given = parseConfig(file, await readTextAtMost(file, largestConfig), keys, command)
  // What is compared can be named by either key. Modules stand beside the file that names them.
  const { optim, ...others } = given
  const compared = (command === 'compare' || command === 'explore') && optim !== undefined
  return placedModules(compared ? { compare: entries(optim, 'optim'), ...others } : given, module =>
    relative('.', resolve(dirname(file), module)),
  )
}
