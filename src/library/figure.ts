import { UsageError } from '../errors.js'
import { animate as animateContent } from '../figure/animate.js'
import { compose } from '../figure/compose.js'
import { paletteNamed } from '../figure/ground/palette.js'
import type { Minimum } from '../functions/types.js'
import { titleOf } from '../pipeline/words/headings.js'
import type { Landscape } from '../records/landscape.js'
import type { Animation, Scene } from '../records/scene.js'
import type { FigureContent, FigureStyle } from '../records/style.js'
import { evaluationsAt, type Trajectory } from '../records/trajectory.js'
import type { Typeface } from '../records/typeface.js'
import { checkResolved } from '../resolution.js'
import type { Settings } from '../spec/fields/fields.js'
import { mostFrames } from '../spec/fields/figure.js'
import { unheard } from '../spec/fields/heard.js'
import { quoted } from '../spec/fields/kinds.js'
import { mergeSettings } from '../spec/settings.js'
import { resolveStyle } from '../spec/style.js'
import { asOption, unseenOf, unseenTheme } from '../spec/unseen.js'
import { isRecord } from '../usermodule.js'
import type { AnimationOptions, FigureOptions } from './options.js'
import { type Call, checked } from './taken.js'
import { layeredNow } from './theme.js'

/**
 * Composes paths over a landscape into a scene: a plain display list in pixels, which `render` draws and anybody can read or
 * change. The same arguments give the same scene; nothing is computed but pixels. The picture shows the landscape's domain;
 * without paths, the landscape alone.
 *
 * Throws a UsageError for what is wrong with the options, also for the color of the one path where there are several.
 *
 * @example
 * ```ts
 * import { writeFile } from 'node:fs/promises'
 * import { figure, functions, landscape, minimize, render } from 'optviz'
 *
 * const flower = functions.find(({ name }) => name === 'flower')
 * const runs = [0.01, 0.1].map(lr => ({ optim: 'adamw', function: flower, lr }))
 * const scene = figure(await minimize(runs), await landscape({ function: flower }), {
 *   labels: ['lr 0.01', 'lr 0.1'],
 *   minima: flower?.minima,
 *   title: 'AdamW',
 *   panel: 'loss',
 * })
 * await writeFile('rates.svg', await render(scene, 'svg'))
 * ```
 */
export function figure(
  paths: Trajectory | readonly Trajectory[],
  ground: Landscape,
  options: FigureOptions = {},
): Scene {
  const { content, style } = shown('figure', paths, ground, options)
  return compose(content, style)
}

/**
 * The same figure with its paths growing, all at once, step by step; the last frame shows them whole. `render` makes a GIF of it.
 *
 * @example
 * ```ts
 * import { writeFile } from 'node:fs/promises'
 * import { animate, landscape, minimize, render } from 'optviz'
 *
 * const path = await minimize({ optim: 'adam', fn: 'himmelblau', lr: 0.2, steps: 40 })
 * const animation = animate(path, await landscape({ fn: 'himmelblau' }), { fps: 10, size: [400, 360] })
 * await writeFile('growing.gif', await render(animation, 'gif'))
 * ```
 */
export function animate(
  paths: Trajectory | readonly Trajectory[],
  ground: Landscape,
  options: AnimationOptions = {},
): Animation {
  const { content, style, settings } = shown('animate', paths, ground, options)
  const { fps, every } = settings
  return animateContent(content, style, { fps, mostFrames, ...(every !== undefined && { every }) })
}

function shown(
  call: Call,
  given: Trajectory | readonly Trajectory[],
  ground: Landscape,
  options: AnimationOptions,
): { readonly content: FigureContent; readonly style: FigureStyle; readonly settings: Settings } {
  const { labels, minima, subtitle, quantity, typeface, ...own } = checked(call, options)
  const { look, own: chosen } = layeredNow(call, own)
  const settings = mergeSettings(look, chosen)
  const paths = [given].flat().map(path => pathOf(call, path))
  checkLandscape(call, ground)
  for (const key of Object.keys(chosen)) {
    const reason = paths.length > 1 ? unheard('compare', key) : undefined
    if (reason !== undefined) throw new UsageError(`${call}: ${key}: ${reason}`)
  }
  if (settings.panel.endsWith('lr'))
    throw new UsageError(
      `${call}: panel (${settings.panel}): paths do not say at which rates they were run`,
      'run and compare draw learning rates.',
    )
  const unseen =
    unseenOf(settings, 'run', asOption)[0] ??
    (chosen.theme && unseenTheme(settings, 'run', settings.bounds !== undefined, asOption))
  if (unseen !== undefined) throw new UsageError(`${call}: ${unseen}`)
  if (settings.lossX === 'evaluations') {
    if (paths.some(path => Number.isNaN(evaluationsAt(path, 0))))
      throw new UsageError(`${call}: lossX: nobody counted the evaluations of a path that was recorded elsewhere`)
  }
  if (settings.show !== 'none' && paths.every(path => path.populations === undefined))
    throw new UsageError(
      `${call}: show: the paths have kept no populations`,
      "minimize({ optim: 'cma-es', show: 'population' }) keeps them.",
    )
  const names = labelsOf(call, labels, paths.length)
  const { title = false, ...others } = settings
  return {
    content: {
      paths: paths.map((trajectory, i) => ({ trajectory, label: names[i] ?? '' })),
      landscape: ground,
      minima: minimaOf(call, minima),
      bounds: others.bounds,
      title: titleOf(title) ?? '',
      subtitle: textOf(call, 'subtitle', subtitle) ?? '',
      quantity: textOf(call, 'quantity', quantity) ?? 'f(x, y)',
    },
    style: resolveStyle({ title, ...others }, paletteNamed(others.palette), typefaceOf(call, typeface)),
    settings,
  }
}

function pathOf(call: Call, given: unknown): Trajectory {
  const isPath = (path: unknown): path is Trajectory =>
    isRecord(path) &&
    path.points instanceof Float32Array &&
    path.values instanceof Float32Array &&
    path.points.length === 2 * path.values.length &&
    path.values.length > 0 &&
    isRecord(path.outcome)
  if (isPath(given)) return given
  throw new UsageError(`${call}: expected trajectories, as minimize gives them, then a landscape, got ${kindOf(given)}`)
}

function checkLandscape(call: Call, given: unknown): void {
  const { domain, columns, rows, values } = isRecord(given) ? given : {}
  const cells = typeof columns === 'number' && typeof rows === 'number' ? columns * rows : Number.NaN
  if (!isDomain(domain) || !(values instanceof Float32Array) || values.length !== cells)
    throw new UsageError(`${call}: expected a landscape after the paths, as landscape gives it, got ${kindOf(given)}`)
  checkResolved(domain, `${call}: the landscape`)
}

function isDomain(given: unknown): given is Landscape['domain'] {
  return isRecord(given) && [given.x, given.y].every(isPair)
}

const isPair = (given: unknown): given is readonly [number, number] =>
  Array.isArray(given) && given.length === 2 && given.every(value => typeof value === 'number')

/** What something is, where its content is too much to be shown. */
function kindOf(given: unknown): string {
  if (given instanceof Promise) return 'a promise; await it'
  return isRecord(given) ? `a record of ${Object.keys(given).join(', ') || 'nothing'}` : quoted(given)
}

function labelsOf(call: Call, given: unknown, count: number): readonly string[] {
  if (given === undefined) return Array.from({ length: count }, (_, i) => `path ${i + 1}`)
  if (!Array.isArray(given) || !given.every(label => typeof label === 'string'))
    throw new UsageError(`${call}: labels: expected a list of texts, got ${quoted(given)}`)
  if (given.length === count) return given
  throw new UsageError(`${call}: labels: expected ${count}, one a path, got ${given.length}`)
}

function minimaOf(call: Call, given: unknown): readonly Minimum[] {
  if (given === undefined || given === false) return []
  const isMinimum = (one: unknown): one is Minimum => isRecord(one) && isPair(one.at) && typeof one.value === 'number'
  if (Array.isArray(given) && given.every(isMinimum)) return given
  throw new UsageError(
    `${call}: minima: expected a list of {at: [x, y], value}, or false, got ${quoted(given)}`,
    'The functions of `functions` have such lists under `minima`.',
  )
}

function typefaceOf(call: Call, given: unknown): Typeface | undefined {
  const isTypeface = (one: unknown): one is Typeface => isRecord(one) && typeof one.advanceOf === 'function'
  if (given === undefined || isTypeface(given)) return given
  throw new UsageError(`${call}: typeface: expected what loadFont gives, got ${kindOf(given)}`)
}

function textOf(call: Call, name: string, given: unknown): string | undefined {
  if (given === undefined || typeof given === 'string') return given
  throw new UsageError(`${call}: ${name}: expected a text, got ${quoted(given)}`)
}
