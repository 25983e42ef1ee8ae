import type { Command } from 'commander'
import { type Format, formatsWithRecipe, moving } from '../../formats.js'
import type { Recipe } from '../../records/recipe.js'
import type { Key } from '../../spec/fields/fields.js'
import { figureFields } from '../../spec/fields/figure.js'
import { runsCommands } from '../../spec/recipe.js'
import { flagName, flagSettings } from '../flags/options.js'

/** The formats that hear a setting; undefined for all. */
function formatsOf(key: Key): readonly (Format | 'frames')[] | undefined {
  if (key === 'fps') return moving
  if (key === 'every') return [...moving, 'frames']
  if (key === 'scale' || key === 'dpi') return ['png', ...moving]
  if (key === 'transparent') return ['png', 'svg', 'pdf']
  // What is seen of the plane is told with --json, too, and a basin map's cells are its data.
  if (key === 'view' || key === 'resolution') return undefined
  return Object.hasOwn(figureFields, key) ? formatsWithRecipe : undefined
}

/** What there is to say of flags that neither what is run nor any of the files to be written hears. */
export function idleFlags(
  command: Command,
  written: readonly (Format | 'frames')[],
  recipe: Recipe,
): readonly string[] {
  return (Object.keys(flagSettings(command)) as Key[]).flatMap(key => {
    if (key === 'optimTimeout' && !runsCommands(recipe))
      return [`${flagName(key)} is for ${flagName('optimCommand')}, and no command is run`]
    const formats = formatsOf(key)
    if (formats === undefined || formats.some(format => written.includes(format))) return []
    return [`${flagName(key)} is for ${formats.join(', ')}, and none of those is written`]
  })
}
