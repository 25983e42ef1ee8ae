import { paletteColors, palettes } from '../figure/ground/palette.js'
import { functions } from '../functions/index.js'
import type { HyperparameterSchema } from '../optimizers/hyperparameters.js'
import { optimizers } from '../optimizers/index.js'
import type { Optimizer } from '../optimizers/types.js'
import { schedules } from '../schedules/index.js'
import { fields, type Key, kebab, standardFunction } from '../spec/fields/fields.js'
import { choicesOf } from '../spec/fields/kinds.js'
import { themes } from '../spec/fields/themes.js'
import type { Control, ListedOptimizer, ListedSetting, Lists } from './listed.js'

/** The lists, and the optimizers of the command line's own. */
export function listsWith(own: readonly Optimizer[]): Lists {
  return {
    functions: functions.map(({ name, title, group, formula, parameters = {} }) => ({
      ...{ name, title, group, formula },
      parameters: Object.fromEntries(
        Object.entries(parameters).map(
          ([
            key,
            {
              default: standard,
              range: [min, max],
              whole,
              doc,
            },
          ]) => [key, { kind: whole ? 'count' : 'real', default: standard, min, max, doc }],
        ),
      ),
    })),
    standardFunction,
    optimizers: [...own, ...optimizers].map(listedOptimizer),
    schedules: schedules.map(({ name, title }) => ({ name, title })),
    palettes: palettes.map(name => ({ name, colors: paletteColors(name, 8) })),
    settings: Object.fromEntries((Object.keys(fields) as Key[]).map(key => [kebab(key), listedSetting(key)])),
  }
}

function listedOptimizer({
  name,
  title,
  group,
  equation,
  reference,
  hyperparameters,
  module,
}: Optimizer): ListedOptimizer {
  return { name: module ?? name, title, group, equation, reference, hyperparameters: controlsOf(hyperparameters) }
}

function controlsOf(schema: HyperparameterSchema): Readonly<Record<string, Control>> {
  return Object.fromEntries(
    Object.entries(schema).map(([key, parameter]): [string, Control] => {
      const { kind, doc } = parameter
      if (kind === 'flag') return [key, { kind, doc, default: parameter.default }]
      if (kind === 'choice') return [key, { kind, doc, default: parameter.default, choices: parameter.choices }]
      return [key, { kind, doc, default: parameter.default, ...ends(parameter.range) }]
    }),
  )
}

/** The ends of a range: JSON has no infinity. */
function ends({ min, max }: { readonly min: number; readonly max: number }): Pick<Control, 'min' | 'max'> {
  return { ...(Number.isFinite(min) && { min }), ...(Number.isFinite(max) && { max }) }
}

function listedSetting(key: Key): ListedSetting {
  const { doc, parse, ...field } = fields[key]
  const standard = 'default' in field ? field.default : undefined
  const choices = key === 'theme' ? Object.keys(themes) : choicesOf(parse)
  return { doc, ...(standard !== undefined && { standard: String(standard) }), ...(choices && { choices }) }
}
