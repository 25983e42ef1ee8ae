import type { Settings } from './fields/fields.js'

/** What was said of what a figure of paths does not have, in words: of contours where there are none, of what a bare plot lacks. */
export function unseenOf(settings: Settings, kind: 'run' | 'compare'): readonly string[] {
  const { bare, contours, contourLabels, contourColor, background, smooth, panel } = settings
  const uncontoured = [
    ...(contourLabels ? ['--contour-labels'] : []),
    ...(contourColor === 'auto' ? [] : ['--contour-color']),
  ]
  // A comparison has a panel without being asked. The title of a bare plot is read by screen readers.
  const around = kind === 'run' && panel !== 'none' ? ['--panel'] : []
  return [
    ...(contours === 0 ? uncontoured.map(flag => `there are no contours for ${flag}; leave out --contours 0`) : []),
    ...(smooth && background === 'bands' ? ['--smooth is for cells, and bands have none; leave out one of them'] : []),
    ...(bare ? around.map(flag => `${flag} is not seen with --bare, the plot alone; leave out one of them`) : []),
  ]
}
