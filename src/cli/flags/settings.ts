import { dirname, relative, resolve } from 'node:path'
import type { Command } from 'commander'
import { UsageError } from '../../errors.js'
import { readTextAtMost } from '../../io/files/read.js'
import { standardInput } from '../../io/recorded/file.js'
import { largestConfig, readLooks } from '../../pipeline/looks.js'
import { readsInput } from '../../pipeline/modules.js'
import type { Plan } from '../../pipeline/plan.js'
import { entries } from '../../spec/fields/entries.js'
import type { Given, Key, Settings } from '../../spec/fields/fields.js'
import { text } from '../../spec/fields/kinds.js'
import { lineOf } from '../../spec/files/blame.js'
import { configIn, settingsIn } from '../../spec/files/config.js'
import type { LocatedMap } from '../../spec/files/located.js'
import { themeFile, withLook } from '../../spec/files/looks.js'
import { errorAt } from '../../spec/files/problems.js'
import { placedModules } from '../../spec/modules.js'
import { filesOf, isRecord } from '../../spec/recipe.js'
import { environmentSettings, mergeSettings, unknownVariables } from '../../spec/settings.js'
import { type Place, places } from '../output/places.js'
import { warn } from '../talk/terminal.js'
import { flagSettings, keysOf } from './options.js'

/** What was asked for. */
export interface Asked {
  /** The lowest first: a theme's file, the file of `--config`, then the environment, then the flags. */
  readonly layers: readonly Given[]
  /**
   * Makes something of them. Of what is wrong in the file of `--config` its line is told, too, where only the whole shows that
   * it is.
   */
  make<T>(make: (layers: readonly Given[]) => Promise<T>): Promise<T>
}

/** Makes a plan of all that was asked for: the layers, which win over a command's defaults. */
export async function planned<T>(
  command: Command,
  plan: (settings: Settings) => Promise<T>,
  defaults: Given = {},
): Promise<T> {
  const { make } = await readLayers(command)
  return make(layers => plan(mergeSettings(defaults, ...layers)))
}

export async function readLayers(command: Command): Promise<Asked> {
  const { config } = command.opts<{ config?: string }>()
  const keys = keysOf(command)
  const file = config === undefined ? undefined : await fileOf(text(config, '--config'), keys, command.name())
  for (const unknown of unknownVariables(process.env)) warn(unknown)
  const environment = Object.entries(environmentSettings(process.env)).filter(([key]) => keys.some(own => own === key))
  const above: readonly Given[] = [Object.fromEntries(environment), flagSettings(command)]
  const layers = await withTheme([file?.given ?? {}, ...above])
  return {
    layers,
    make: async make => {
      try {
        return await make(layers)
      } catch (error) {
        if (file === undefined || !(error instanceof UsageError) || readsInput(layers)) throw error
        const madeOf = async (...layers: readonly Given[]) => make(await withTheme(layers))
        const line = await lineOf(file.root, error, {
          alone: () => madeOf(file.given),
          without: root => madeOf(file.read(root), ...above),
        })
        throw line === undefined ? error : errorAt(file.name, line, error.message.split('\n'), error.hint)
      }
    },
  }
}

/** A file of settings: its text as a tree, and what that says to a command. */
async function fileOf(name: string, keys: readonly Key[], command: string) {
  const root = configIn(name, await readTextAtMost(name, largestConfig))
  const read = (root: LocatedMap) => fileSettings(name, root, keys, command)
  return { name, root, read, given: read(root) }
}

async function withTheme(layers: readonly Given[]): Promise<readonly Given[]> {
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

function fileSettings(file: string, root: LocatedMap, keys: readonly Key[], command: string): Given {
  const given = settingsIn(file, root, keys, command)
  // What is compared can be named by either key. Modules stand beside the file that names them.
  const { optim, ...others } = given
  const compared = (command === 'compare' || command === 'explore') && optim !== undefined
  return placedModules(compared ? { compare: entries(optim, 'optim'), ...others } : given, module =>
    relative('.', resolve(dirname(file), module)),
  )
}
