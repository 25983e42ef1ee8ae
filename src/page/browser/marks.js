// What a page draws over a picture, and how it writes numbers: pure, but for the elements that are made.

/**
 * A path, and which of its points it is at.
 *
 * @typedef {Omit<import('../data.ts').PageFigure, 'svg'>} Figure
 * @typedef {import('../data.ts').PagePath} PagePath
 * @typedef {{ readonly path: PagePath, readonly at: number }} Moment
 * @typedef {NonNullable<Figure['plot']>} Plot
 */

/**
 * What lies over a picture where its paths are at some of their points: how far each has come, and where it is on the curve of
 * its values. One alone is black, with an arrow down the steepest descent; several have their colors.
 *
 * @type {(figure: Pick<Figure, 'size'> & { readonly plot: Plot }, moments: readonly Moment[], alone: boolean) => Element[]}
 */
export function marksOf({ size, plot }, moments, alone) {
  const unit = Math.max(1, size[0] / 700)
  const drawn = moments.map(one => ({ ...one, color: alone ? '#000000' : one.path.color }))
  const inPlot = [
    ...drawn.flatMap(one => trail(plot, one, unit)),
    ...(alone ? drawn.flatMap(one => arrow(plot, one, unit)) : []),
    ...drawn.flatMap(one => mark(pointIn(plot, one), one.color, 6 * unit, 'point')),
  ]
  const onCurves = drawn.flatMap(({ path, at, color }) =>
    mark(path.losses?.[at] ?? undefined, color, 4.5 * unit, 'loss'),
  )
  const { left, top, width, height } = plot.box
  const clip = svg('clipPath', { id: 'plot' })
  clip.append(svg('rect', { x: left, y: top, width, height }))
  const group = svg('g', { 'clip-path': 'url(#plot)' })
  group.append(...inPlot)
  return [clip, group, ...onCurves]
}

/** Where paths are after so many steps: at their last point that was reached by then. @type {(paths: readonly PagePath[], step: number) => Moment[]} */
export function momentsAt(paths, step) {
  const reached = (/** @type {PagePath} */ path) => path.steps.findLastIndex(taken => taken <= step)
  return paths.map(path => ({ path, at: Math.max(0, reached(path)) }))
}

/** @type {(moment: Moment) => readonly [number, number]} */
export function gradientAt({ path, at }) {
  const [x, y] = path.gradients[at] ?? []
  return [Number(x), Number(y)]
}

/** @type {(moment: Moment) => string} */
export function valueText({ path, at }) {
  const values = path.values.map(Number).filter(Number.isFinite)
  const [low, high] = values.reduce(([a, b], v) => [Math.min(a, v), Math.max(b, v)], [Infinity, -Infinity])
  return short(Number(path.values[at]), high - low)
}

/** @type {(plot: Plot, moment: Moment) => readonly [number, number] | undefined} */
export function pointIn(plot, { path, at }) {
  const point = path.points[at]
  return point && placer(plot)(point)
}

/** A path as far as it has come. @type {(plot: Plot, moment: Moment & { readonly color: string }, unit: number) => Element[]} */
export function trail(plot, { path, at, color }, unit) {
  const points = path.points.slice(0, at + 1).map(placer(plot))
  const line = { points: points.map(p => p.join(',')).join(' '), class: 'trail' }
  return [shape('polyline', line, '#ffffff', 4 * unit), shape('polyline', line, color, 1.6 * unit)]
}

/** @type {(place: readonly [number, number] | undefined, color: string, radius: number, name: string) => Element[]} */
export function mark(place, color, radius, name) {
  if (place === undefined) return []
  const [cx, cy] = place
  const ring = { cx, cy, r: radius, class: name }
  return [
    shape('circle', { ...ring, fill: color }, '#ffffff', 0.8 * radius),
    shape('circle', { ...ring, fill: '#ffffff' }, color, 0.38 * radius),
  ]
}

/** From a point of the plane to the picture's pixels. @type {(plot: Plot) => (p: readonly [number, number]) => [number, number]} */
export function placer({ box, view: [xMin, xMax, yMin, yMax] }) {
  return ([x, y]) => [
    box.left + ((x - xMin) / (xMax - xMin)) * box.width,
    box.top + ((yMax - y) / (yMax - yMin)) * box.height,
  ]
}

/** An arrow of fixed length down the steepest descent, −∇f, as it points in the picture. */
/** @type {(plot: Plot, moment: Moment, unit: number) => Element[]} */
export function arrow(plot, moment, unit) {
  const [gx, gy] = gradientAt(moment)
  const slope = Math.hypot(gx, gy)
  const place = pointIn(plot, moment)
  if (place === undefined || !(slope > 0) || !Number.isFinite(slope)) return []
  const [x, y] = place
  const { box, view } = plot
  const dx = (-gx * box.width) / (view[1] - view[0])
  const dy = (gy * box.height) / (view[3] - view[2])
  const scale = (44 * unit) / Math.hypot(dx, dy)
  const [ux, uy] = [dx * scale, dy * scale]
  const [tipX, tipY] = [x + ux, y + uy]
  const head = [
    [tipX, tipY],
    [tipX - 0.25 * ux - 0.13 * uy, tipY - 0.25 * uy + 0.13 * ux],
    [tipX - 0.25 * ux + 0.13 * uy, tipY - 0.25 * uy - 0.13 * ux],
  ]
  const ends = { x1: x, y1: y, x2: tipX - 0.2 * ux, y2: tipY - 0.2 * uy }
  return [
    shape('line', { ...ends, class: 'descent' }, '#ffffff', 5 * unit),
    shape('line', ends, '#000000', 2.4 * unit),
    shape('polygon', { points: head.map(p => p.join(',')).join(' '), fill: '#000000' }, '#ffffff', unit),
  ]
}

/** @type {(name: string, attributes: Readonly<Record<string, string | number>>, color: string, width: number) => SVGElement} */
export function shape(name, attributes, color, width) {
  return svg(name, { fill: 'none', ...attributes, stroke: color, 'stroke-width': width, 'stroke-linejoin': 'round' })
}

/** @type {(name: string, attributes: Readonly<Record<string, string | number>>) => SVGElement} */
export function svg(name, attributes) {
  const made = /** @type {SVGElement} */ (document.createElementNS('http://www.w3.org/2000/svg', name))
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value))
  return made
}

/**
 * Five digits, or as many more as tell a value from what is around it, within an extent; written as figures have numbers
 * (src/words/typeset.ts).
 *
 * @type {(value: number | undefined, extent?: number) => string}
 */
export function short(value = Number.NaN, extent = Number.POSITIVE_INFINITY) {
  if (Number.isNaN(value)) return 'undefined'
  if (!Number.isFinite(value)) return value > 0 ? '∞' : '−∞'
  const more = value === 0 || !(extent > 0) ? 0 : Math.ceil(Math.log10(Math.abs(value) / extent))
  const digits = Math.max(5, Math.min(9, 5 + more))
  const size = Math.abs(value)
  if (size === 0 || (size >= 1e-3 && size < (digits > 6 ? 1e9 : 1e5)))
    return String(Number(value.toPrecision(digits))).replace('-', '−')
  const [mantissa = '', exponent = ''] = value.toExponential(digits - 1).split('e')
  const raised = [...exponent.replace('+', '')].map(sign => (sign === '-' ? '⁻' : ('⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(sign)] ?? '')))
  const factor = String(Number(mantissa)).replace('-', '−')
  return `${factor === '1' ? '' : factor === '−1' ? '−' : `${factor}×`}10${raised.join('')}`
}
