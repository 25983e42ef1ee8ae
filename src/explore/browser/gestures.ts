import type { Plot } from '../../page/browser/marks.js'
import type { View } from './placement.js'
import { domainText, isInside, type Point, pointAt, startText, zoomed } from './plane.js'

/** What gestures on a figure come to. */
export interface Gestures {
  /** The plot that is seen, and the places of the picture's pixels; undefined where there is none yet. */
  plot(): Plot | undefined
  place(event: PointerEvent | WheelEvent | MouseEvent): Point
  /** Where the path starts, as the picture shows it. */
  handle(): Point | undefined
  start(text: string | undefined): void
  /** The start that is said, as a setting has it; undefined: none. */
  started(): string | undefined
  /** The part of the plane that is asked for, which a picture may not show yet; undefined: what the picture shows. */
  view(): View | undefined
  domain(text: string | undefined): void
  /** A pointer is over a place; undefined: over none. */
  hover(place: Point | undefined): void
}

/** So near to the start, in the screen's pixels, a pointer takes hold of it. */
const reach = 22

/** A press that moves by less is a click. */
const still = 4

interface Press {
  readonly from: Point
  readonly dragging: boolean
  /** The start that was said then. */
  readonly started: string | undefined
  moved: boolean
}

/** Hears pointer and wheel: dragging the start, a click that sets it, zooming by wheel and pinch, a double click that resets. */
export function hearGestures(area: SVGSVGElement, gestures: Gestures): void {
  const pointers = new Map<number, Point>()
  let press: Press | undefined
  /** The last press, where it was a click that set the start. */
  let clicked: Press | undefined
  /** The last press that set the start as a first click: a double click was not meant to. */
  let set: Press | undefined

  // Wheels turn faster than pictures are drawn.
  const zoom = (plot: Plot, at: Point, factor: number) =>
    gestures.domain(domainText(zoomed(gestures.view() ?? plot.view, pointAt(plot, at), factor)))
  const spread = () => {
    const [a, b] = [...pointers.values()]
    return a && b
      ? { length: Math.hypot(a[0] - b[0], a[1] - b[1]), middle: [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2] as const }
      : undefined
  }

  area.addEventListener('pointerdown', event => {
    const plot = gestures.plot()
    const place = gestures.place(event)
    if (plot === undefined || event.button !== 0) return
    pointers.set(event.pointerId, place)
    if (pointers.size > 1) {
      press = undefined
      return
    }
    const handle = gestures.handle()
    const far = handle === undefined ? Number.POSITIVE_INFINITY : Math.hypot(...difference(place, handle)) * pixel(area)
    if (far > reach && !isInside(plot, place)) return
    press = { from: place, dragging: far <= reach, started: gestures.started(), moved: false }
    if (press.dragging) area.setPointerCapture(event.pointerId)
    if (press.dragging) event.preventDefault()
  })

  area.addEventListener('pointermove', event => {
    const plot = gestures.plot()
    const place = gestures.place(event)
    const known = spread()
    if (pointers.has(event.pointerId)) pointers.set(event.pointerId, place)
    if (plot === undefined) return
    const now = spread()
    if (known !== undefined && now !== undefined) {
      zoom(plot, now.middle, known.length / Math.max(1, now.length))
      return
    }
    if (press !== undefined && Math.hypot(...difference(place, press.from)) * pixel(area) > still) press.moved = true
    if (press?.dragging && press.moved) gestures.start(startText(plot, pointAt(plot, place)))
    else gestures.hover(place)
  })

  area.addEventListener('pointerup', event => {
    pointers.delete(event.pointerId)
    const plot = gestures.plot()
    clicked = press?.moved === false && !press.dragging ? press : undefined
    if (clicked !== undefined && plot !== undefined) gestures.start(startText(plot, pointAt(plot, clicked.from)))
    press = undefined
  })
  // Of the two clicks of a double click this counts, and a pointer's events do not.
  area.addEventListener('click', event => {
    if (event.detail < 2) set = clicked
  })
  area.addEventListener('pointercancel', event => {
    pointers.delete(event.pointerId)
    press = undefined
  })
  area.addEventListener('pointerleave', () => gestures.hover(undefined))

  area.addEventListener('dblclick', event => {
    const plot = gestures.plot()
    if (plot === undefined || !isInside(plot, gestures.place(event))) return
    if (set !== undefined) gestures.start(set.started)
    gestures.domain(undefined)
  })

  area.addEventListener(
    'wheel',
    event => {
      const plot = gestures.plot()
      const place = gestures.place(event)
      if (plot === undefined || !isInside(plot, place)) return
      event.preventDefault()
      const lines = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 16 : 1
      zoom(plot, place, Math.exp(Math.max(-0.5, Math.min(0.5, event.deltaY * lines * 0.0015))))
    },
    { passive: false },
  )
}

function difference(a: Point, b: Point): [number, number] {
  return [a[0] - b[0], a[1] - b[1]]
}

/** The screen's pixels for one of the picture. */
function pixel(area: SVGSVGElement): number {
  return area.getBoundingClientRect().width / area.viewBox.baseVal.width
}
