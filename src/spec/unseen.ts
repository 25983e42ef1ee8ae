import { type Key, kebab, type Settings } from './fields/fields.js'
import { type FigureKind, unheard } from './fields/heard.js'
import { themeNamed, themes } from './fields/themes.js'

/** How a setting is called where it was said, alone or with a value. */
export type Called = (key: Key, value?: string | number) => string

/** `--contours 0` */
export const asFlag: Called = (key, value) => `--${kebab(key)}${value === undefined ? '' : ` ${value}`}`

/** `contours: 0` */
export const asOption: Called = (key, value) => `${key}${value === undefined ? '' : `: ${value}`}`

/**
 * What was said of what a figure does not have, in words: of contours where there are none, of what a bare plot lacks, of a panel
 * that is not there.
 */
export function unseenOf(settings: Settings, kind: FigureKind, called: Called = asFlag): readonly string[] {
  const { bare, contours, contourLabels, contourColor, colorScale, background, smooth } = settings
  const isMap = kind === 'basins'
  if (kind !== 'run' && kind !== 'compare' && !isMap) return []
  const ofContours: readonly Key[] = [
    ...(contourLabels ? (['contourLabels'] as const) : []),
    ...(contourColor === 'auto' ? [] : (['contourColor'] as const)),
    // The colors of a basin map are not of values: its contours alone have a scale.
    ...(isMap && colorScale !== 'auto' ? (['colorScale'] as const) : []),
  ]
  const bareLacks = isMap ? [] : ofPanel(settings, kind)
  return [
    ...(contours === 0
      ? ofContours.map(key => `there are no contours for ${called(key)}; leave out ${called('contours', 0)}`)
      : []),
    ...(smooth && background === 'bands'
      ? [`${called('smooth')} is for cells, and bands have none; leave out one of them`]
      : []),
    ...(bare
      ? bareLacks.map(key => `${called(key)} is not seen with ${called('bare')}, the plot alone; leave out one of them`)
      : isMap
        ? []
        : unseenOfLosses(settings).map(
            key => `there is no panel of losses for ${called(key)}; add ${called('panel', 'loss')}`,
          )),
  ]
}

/** What was said of the panel; that a comparison has one of losses without being asked says nothing. */
function ofPanel({ panel, lossX, lossScale }: Settings, kind: 'run' | 'compare'): readonly Key[] {
  return [
    ...(panel === 'none' || (kind === 'compare' && panel === 'loss') ? [] : (['panel'] as const)),
    ...(lossX === 'steps' ? [] : (['lossX'] as const)),
    ...(lossScale === 'auto' ? [] : (['lossScale'] as const)),
  ]
}

/** What was said of a curve of losses where there is no panel, or none of losses. */
function unseenOfLosses({ panel, lossX, lossScale }: Settings): readonly Key[] {
  if (lossX !== 'steps' && panel === 'none') return ['lossX']
  return lossScale !== 'auto' && !panel.startsWith('loss') ? ['lossScale'] : []
}

/** Why nothing is seen of the theme that was asked for by its name; undefined where something is. */
export function unseenTheme(
  { theme, bare }: Pick<Settings, 'theme' | 'bare'>,
  kind: FigureKind,
  bounded: boolean,
  called: Called = asFlag,
): string | undefined {
  const { ink, settings } = themes[themeNamed(theme) ?? 'light']
  // Greys between black and white are where they are without a theme.
  const same = ink === undefined || (ink.letters === '#000000' && ink.page === '#ffffff')
  if (ink === undefined || Object.keys(settings).some(key => unheard(kind, key) === undefined)) return undefined
  if (same) return `${called('theme', theme)} has grey colors and thin lines, and such a figure has neither`
  // Of a sweep over one hyperparameter the plot, too, lies on the page; so does what is beyond the bounds.
  return bare && kind !== 'chart' && !bounded
    ? `${called('theme', theme)} is of what stands around the plot, and ${called('bare')} leaves nothing there; leave out one of them`
    : undefined
}
