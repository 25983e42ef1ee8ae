import { own } from '../../own.js'
import {
  type Figure,
  type Moment,
  mark,
  marksOf,
  momentsAt,
  type PagePath,
  placer,
  pointIn,
  short,
  svg,
  valueText,
} from '../../page/browser/marks.js'
import type { Picture } from '../protocol.js'
import { aheadOf } from './ahead.js'
import { h } from './dom.js'
import { hearGestures } from './gestures.js'
import type { State } from './link.js'
import type { View } from './placement.js'
import { domainText, type Point, startText, viewOf, within, zoomed } from './plane.js'
import type { Store } from './store.js'

/** The picture, and what can be done with it. */
export interface FigureView {
  readonly element: HTMLElement
  /** Shows the picture of a state, when it can be painted; false where a newer one has come meanwhile. */
  show(picture: Picture, of: State): Promise<boolean>
  /** What was asked for last cannot be drawn: the picture is as it was. */
  stay(): void
  /** Marks where the paths are after so many steps; undefined: nothing. */
  at(step: number | undefined): void
}

/** So near to a point, in the screen's pixels, it is named. */
const reach = 28

/** Where the start goes by an arrow key, as a part of the view. */
const nudge = { plain: 0.01, shift: 0.1 }

export function figureView(store: Store, hovered: (step: number | undefined) => void): FigureView {
  let image = h('img', { alt: '' })
  const overlay = svg('svg', { class: 'overlay' }) as SVGSVGElement
  const marks = svg('g', {})
  const handle = svg('g', {
    class: 'handle',
    tabindex: 0,
    role: 'button',
    'aria-roledescription': 'point that can be moved',
  })
  overlay.append(marks, handle)
  const tip = h('div', { className: 'tip', hidden: true })
  const ahead = aheadOf()
  const stage = h('div', { className: 'stage' }, image, ahead.element, overlay, tip)
  let figure: Figure | undefined
  let start: Point | undefined
  /** The start that the hand has asked for, which no picture shows yet. */
  let held: string | undefined
  let newest: Picture | undefined
  let step: number | undefined
  let address: string | undefined

  const placeOf = (event: MouseEvent): Point => {
    const { left, top, width } = overlay.getBoundingClientRect()
    const scale = (figure?.size[0] ?? 1) / width
    return [(event.clientX - left) * scale, (event.clientY - top) * scale]
  }
  const drawMarks = (moment?: Moment) => {
    const plot = ahead.seen()
    if (figure === undefined || plot === undefined) return
    const { size, paths } = figure
    const moments = step === undefined ? [] : momentsAt(paths, step)
    const unit = Math.max(1, size[0] / 700)
    const found =
      moment === undefined
        ? []
        : [
            ...mark(pointIn(plot, moment), moment.path.color, 6 * unit, 'found'),
            ...mark(moment.path.losses?.[moment.at] ?? undefined, moment.path.color, 4.5 * unit, 'found'),
          ]
    marks.replaceChildren(...(moments.length > 0 ? marksOf({ size, plot }, moments, paths.length === 1) : []), ...found)
  }
  const drawHandle = () => {
    const plot = ahead.seen()
    if (plot === undefined || start === undefined) return
    const [x, y] = placer(plot)(start)
    const { left, top, width, height } = plot.box
    const [cx, cy] = [Math.max(left, Math.min(left + width, x)), Math.max(top, Math.min(top + height, y))]
    const unit = Math.max(1, (figure?.size[0] ?? 700) / 700)
    handle.replaceChildren(
      svg('circle', { class: 'hold', cx, cy, r: 14 * unit }),
      svg('circle', { class: 'ring', cx, cy, r: 9 * unit }),
    )
    handle.setAttribute(
      'aria-label',
      `Start, at ${short(start[0])}, ${short(start[1])}: arrow keys move it, + and − zoom, 0 goes back`,
    )
  }
  const tell = (place: Point | undefined) => {
    const within = reach * ((figure?.size[0] ?? 0) / overlay.getBoundingClientRect().width)
    const moment = place && figure && nearest({ ...figure, plot: ahead.seen() }, place, within)
    tip.hidden = moment === undefined
    drawMarks(moment)
    hovered(moment?.path.steps[moment.at])
    if (moment === undefined || place === undefined || figure === undefined) return
    tip.textContent = momentText(figure, moment)
    const [x, y] = [place[0] / figure.size[0], place[1] / figure.size[1]]
    tip.classList.toggle('left', x > 0.6)
    tip.style.left = `${100 * x}%`
    tip.style.top = `${100 * y}%`
  }

  /** Moves the start: the hand is ahead of the picture. */
  const hold = (text: string | undefined) => {
    const [x, y] = text?.split(',').map(Number) ?? []
    if (x !== undefined && y !== undefined) start = [x, y]
    held = text
    drawHandle()
    store.set({ start: text })
  }
  hearGestures(overlay, {
    plot: ahead.seen,
    place: placeOf,
    handle() {
      const plot = ahead.seen()
      return plot && start ? placer(plot)(start) : undefined
    },
    start: hold,
    started: () => store.get().settings.start,
    view: () => viewOf(store.get().settings.domain),
    domain: text => store.set({ domain: text, ...(text !== undefined && { view: undefined }) }),
    hover: tell,
  })
  handle.addEventListener('keydown', event => {
    const plot = ahead.seen()
    const [dx, dy] = own(arrows, event.key) ?? []
    const factor = own(zooms, event.key)
    if (plot === undefined || start === undefined || event.ctrlKey || event.metaKey || event.altKey) return
    const [xMin, xMax, yMin, yMax] = plot.view
    if (event.key === '0') store.set({ domain: undefined })
    else if (factor !== undefined) {
      const shown = viewOf(store.get().settings.domain) ?? plot.view
      store.set({ domain: domainText(zoomed(shown, within(shown, start), factor)), view: undefined })
    } else if (dx !== undefined && dy !== undefined) {
      const part = event.shiftKey ? nudge.shift : nudge.plain
      hold(startText(plot, [start[0] + dx * part * (xMax - xMin), start[1] + dy * part * (yMax - yMin)]))
    } else return
    event.preventDefault()
  })

  const follow = (domain: View | undefined) => {
    const before = ahead.seen()?.view.join()
    ahead.follow(domain)
    if (ahead.seen()?.view.join() === before) return
    drawHandle()
    drawMarks()
  }
  store.listen(({ settings }) => follow(settings.view === undefined ? viewOf(settings.domain) : undefined))

  return {
    element: h('figure', { className: 'figure' }, stage),
    async show(picture, of) {
      newest = picture
      const next = h('img', { alt: `${picture.figure.title}. ${descriptionIn(picture.figure.svg)}`, draggable: false })
      const url = URL.createObjectURL(new Blob([picture.figure.svg], { type: 'image/svg+xml' }))
      next.src = url
      await next.decode().catch(() => undefined)
      if (newest !== picture) {
        URL.revokeObjectURL(url)
        return false
      }
      image.replaceWith(next)
      image = next
      if (address !== undefined) URL.revokeObjectURL(address)
      address = url
      figure = picture.figure
      ahead.show(picture, image)
      const [width, height] = figure.size
      stage.style.setProperty('--aspect', String(width / height))
      overlay.setAttribute('viewBox', `0 0 ${width} ${height}`)
      const [x, y] = picture.runs[0]?.start ?? []
      if (held === of.settings.start || held !== store.get().settings.start) held = undefined
      if (held === undefined && x !== undefined && y !== undefined) start = [x, y]
      drawHandle()
      drawMarks()
      return true
    },
    stay() {
      held = undefined
      follow(undefined)
    },
    at(next) {
      step = next
      drawMarks()
    },
  }
}

const arrows: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
}

/** How much more of the plane is shown. */
const zooms: Readonly<Record<string, number>> = { '+': 0.8, '=': 0.8, '-': 1.25 }

/** The moment whose mark, on the plot or on the curve of values, is nearest to a place, within a distance. */
function nearest({ plot, paths }: Figure, place: Point, within: number): Moment | undefined {
  if (plot === undefined) return undefined
  let best: { readonly moment: Moment; readonly far: number } | undefined
  const look = (path: PagePath, at: number, mark: readonly [number, number] | null | undefined) => {
    if (!mark) return
    const far = Math.hypot(mark[0] - place[0], mark[1] - place[1])
    if (far <= within && far < (best?.far ?? Number.POSITIVE_INFINITY)) best = { moment: { path, at }, far }
  }
  const { left, width } = plot.box
  const inPlot = place[0] >= left && place[0] <= left + width
  const where = placer(plot)
  for (const path of paths)
    for (const at of path.steps.keys()) {
      const point = path.points[at]
      if (inPlot) look(path, at, point && where(point))
      else look(path, at, path.losses?.[at])
    }
  return best?.moment
}

/** A moment in words: whose, which step, where, the value. */
function momentText({ plot, paths }: Figure, { path, at }: Moment): string {
  const [xMin = 0, xMax = 0, yMin = 0, yMax = 0] = plot?.view ?? []
  const [x, y] = path.points[at] ?? [Number.NaN, Number.NaN]
  const name = paths.length > 1 ? `${path.label}\n` : ''
  return `${name}step ${path.steps[at]}\n(${short(x, xMax - xMin)}, ${short(y, yMax - yMin)})\nf = ${valueText({ path, at })}`
}

/** What the picture says of itself, for those who do not see it. */
function descriptionIn(svgText: string): string {
  const parsed = new DOMParser().parseFromString(
    svgText.slice(0, svgText.indexOf('<metadata')).concat('</svg>'),
    'image/svg+xml',
  )
  return parsed.querySelector('desc')?.textContent ?? ''
}
