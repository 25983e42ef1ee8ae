import type { Box } from '../../records/geometry.js'
import type { FigureStyle } from '../../records/style.js'
import { type Bar, type FittedBar, fitBar, uprightLength } from './colorbar.js'
import { type Measures, plotBox, roomWithin } from './layout.js'
import { type FittedPanel, fitPanel, narrowestPanel, type Panel, panelBox, panelGap } from './panel.js'

/** What has to find room on a page; lengths in pixels. */
export interface Needs {
  /** Width over height of the plot; absent: as the room allows. */
  readonly aspect: number | undefined
  readonly bar: Bar | undefined
  readonly panel: Panel | undefined
  /** Above the plot, and below all plots and axes; the page's margins included. */
  readonly top: number
  readonly bottom: number
  /** Of the plot's x axis, and of the panel's. */
  readonly xAxis: number
  readonly panelAxis: number
  /** What labels of an x axis may stand out by, where nothing stands at the right. */
  readonly overhang: number
  yAxis(height: number): number
}

/** Where everything is. */
export interface Places {
  readonly box: Box
  readonly bar: FittedBar | undefined
  readonly panel: { readonly of: FittedPanel; readonly box: Box } | undefined
  /** The right edge of all that stands beside the plot. */
  readonly right: number
  /** How far all is moved down, that what is left of the page be above and below. */
  readonly down: number
  /** Where plots and their axes end. */
  readonly end: number
}

/**
 * Finds room for as large a plot as can be. Where its aspect is given, all keeps close to it, and what is left of the page is
 * around the whole; the panel is where it leaves the plot more, and the bar lies below a plot that is too low for it.
 */
export function places(needs: Needs, style: FigureStyle, m: Measures): Places {
  const { aspect, panel, bar } = needs
  const beside = style.width >= 1.25 * style.height
  const sides = panel === undefined || aspect === undefined ? [beside] : [beside, !beside]
  const largest = (upright: boolean) =>
    sides.map(side => placed(needs, side, upright, style, m)).reduce((a, b) => (isBetter(b, a, m) ? b : a))
  const standing = largest(true)
  return bar === undefined || standing.box.height >= uprightLength(bar, m) ? standing : largest(false)
}

/** Whether other places leave the plot that much more, and a panel that goes to its side has room for its heading. */
function isBetter(other: Places, first: Places, m: Measures): boolean {
  const { panel } = other
  const isRead = panel === undefined || !panel.of.beside || panel.box.width >= narrowestPanel(m)
  return isRead && area(other) > 1.5 * area(first)
}

function area({ box }: Places): number {
  return box.width * box.height
}

/** The panel's share of the height where it is below the plot, and of the width where it is beside. */
const panelHeight = 0.24
const panelWidth = 0.4

/** All with the panel beside or below the plot, and with an upright or a lying bar. */
function placed(needs: Needs, beside: boolean, upright: boolean, style: FigureStyle, m: Measures): Places {
  const { margin } = m
  const fitted = (length: number) => needs.bar && fitBar(needs.bar, length, m, upright)
  const below = needs.xAxis + (upright ? 0 : (fitted(style.width / 2)?.room ?? 0))
  const whole =
    style.height - needs.top - needs.bottom - (needs.panel === undefined || beside ? below : needs.panelAxis)
  const share = Math.round(panelHeight * whole)
  // What stands around the plot hangs on its height, and the height on the room that they leave: until both agree.
  const first = needs.panel === undefined || beside ? whole : whole - share - panelGap(below, m)
  let [left, right, height, second] = [0, 0, first, beside ? whole : share]
  for (let rounds = 1; ; rounds++) {
    const panel = needs.panel && fitPanel(needs.panel, second, beside, below, m)
    const bar = fitted(upright ? height : style.width / 2)
    const standing = upright ? (bar?.room ?? 0) : 0
    left = Math.max(left, margin + Math.max(needs.yAxis(height), panel && !beside ? panel.axis : 0))
    right = Math.max(right, margin + (standing > 0 || (panel && beside) ? standing : needs.overhang))
    const shared = panel && beside ? Math.round(panelWidth * (style.width - left - right)) : 0
    const under =
      panel === undefined ? below : beside ? Math.max(below, needs.panelAxis) : panel.gap + second + needs.panelAxis
    const bottom = needs.bottom + under
    const room = roomWithin(style, { top: needs.top, left, right: right + shared, bottom })
    const box = plotBox(room, needs.aspect)
    const free = room.height - box.height
    const wanted =
      panel === undefined ? second : beside ? box.height : Math.max(second, Math.min(second + free, 0.4 * box.width))
    if ((box.height !== height || wanted !== second) && rounds < 5) {
      height = box.height
      second = Math.round(wanted)
      continue
    }
    const shown = panel && { of: panel, box: panelBox(panel, box, standing, beside ? shared : room.width, style, m) }
    const edge = Math.max(box.left + box.width + right - margin, shown ? shown.box.left + shown.box.width : 0)
    const page = style.height - needs.bottom
    const last = shown && !beside ? shown.box.top + shown.box.height + needs.panelAxis : box.top + box.height + under
    const end = needs.aspect === undefined ? page : last
    const across = Math.max(0, Math.floor((style.width - margin - edge) / 2))
    const down = Math.max(0, Math.floor((page - end) / 2))
    const moved = (one: Box): Box => ({ ...one, left: one.left + across, top: one.top + down })
    return {
      box: moved(box),
      bar: upright ? bar : fitted(box.width),
      panel: shown && { of: shown.of, box: moved(shown.box) },
      right: edge + across,
      down,
      end: end + down,
    }
  }
}
