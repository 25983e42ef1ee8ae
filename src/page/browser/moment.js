// Draws a moment of the paths that are played, and tells its numbers. One script with page.js.

/** Shows where the paths are after as many steps as the slider says: on the picture, and in numbers. */
// biome-ignore lint/correctness/noUnusedVariables: page.js calls it
function draw() {
  const figure = figures[current]
  const step = moments[Number(slider.value)] ?? 0
  const paths = chosen().map(path => ({
    path,
    at: Math.max(
      0,
      path.steps.findLastIndex(taken => taken <= step),
    ),
  }))
  const [first, ...others] = paths
  if (figure?.plot === undefined || first === undefined) {
    overlay.replaceChildren()
    return
  }
  const { plot } = figure
  const unit = Math.max(1, figure.size[0] / 700)
  const all = choice.value === 'all'
  text('at-step', String(step))
  for (const part of player.querySelectorAll('.one')) part.toggleAttribute('hidden', all)
  element('at-all', HTMLElement).replaceChildren(...(all ? paths.map(lineOf) : []))
  if (!all) tell(plot, first)
  slider.setAttribute('aria-valuetext', all ? `step ${step}` : `step ${step}, f = ${valueText(first)}`)

  const drawn = [first, ...others].map(one => ({ ...one, color: all ? one.path.color : '#000000' }))
  const inPlot = [
    ...drawn.flatMap(one => trail(plot, one, unit)),
    ...(all ? [] : arrow(plot, first, unit)),
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
  overlay.replaceChildren(clip, group, ...onCurves)
}

/**
 * A path, and which of its points it is at.
 *
 * @typedef {{ readonly path: PagePath, readonly at: number }} Moment
 * @typedef {NonNullable<Figure['plot']>} Plot
 */

/** The numbers of a point. @type {(plot: Plot, moment: Moment) => void} */
function tell({ view: [xMin, xMax, yMin, yMax] }, { path, at }) {
  const [x, y] = path.points[at] ?? [Number.NaN, Number.NaN]
  const inside = x >= xMin && x <= xMax && y >= yMin && y <= yMax
  const [gx, gy] = gradientAt({ path, at })
  numbers('at-point', '(', short(x, xMax - xMin), ', ', short(y, yMax - yMin), inside ? ')' : '), outside')
  numbers('at-value', '', valueText({ path, at }))
  numbers('at-gradient', '(', short(gx), ', ', short(gy), ')')
  numbers('at-slope', '', short(Math.hypot(gx, gy)))
}

/** @type {(moment: Moment) => readonly [number, number]} */
function gradientAt({ path, at }) {
  const [x, y] = path.gradients[at] ?? []
  return [Number(x), Number(y)]
}

/** @type {(moment: Moment) => string} */
function valueText({ path, at }) {
  const values = path.values.map(Number).filter(Number.isFinite)
  const [low, high] = values.reduce(([a, b], v) => [Math.min(a, v), Math.max(b, v)], [Infinity, -Infinity])
  return short(Number(path.values[at]), high - low)
}

/** One of several paths: its color, its name and its value. @type {(moment: Moment) => Element} */
function lineOf({ path, at }) {
  const [group, name, value, color] = ['div', 'dt', 'dd', 'i'].map(tag => document.createElement(tag))
  if (color !== undefined) color.style.background = path.color
  name?.append(color ?? '', path.label)
  value?.append(`f = ${valueText({ path, at })}`)
  group?.append(name ?? '', value ?? '')
  return group ?? document.createElement('div')
}

/** @type {(plot: Plot, moment: Moment) => readonly [number, number] | undefined} */
function pointIn(plot, { path, at }) {
  const point = path.points[at]
  return point && placer(plot)(point)
}

/** A path as far as it has come. @type {(plot: Plot, moment: Moment & { readonly color: string }, unit: number) => Element[]} */
function trail(plot, { path, at, color }, unit) {
  const points = path.points.slice(0, at + 1).map(placer(plot))
  const line = { points: points.map(p => p.join(',')).join(' '), class: 'trail' }
  return [shape('polyline', line, '#ffffff', 4 * unit), shape('polyline', line, color, 1.6 * unit)]
}

/** @type {(place: readonly [number, number] | undefined, color: string, radius: number, name: string) => Element[]} */
function mark(place, color, radius, name) {
  if (place === undefined) return []
  const [cx, cy] = place
  const ring = { cx, cy, r: radius, class: name }
  return [
    shape('circle', { ...ring, fill: color }, '#ffffff', 0.8 * radius),
    shape('circle', { ...ring, fill: '#ffffff' }, color, 0.38 * radius),
  ]
}

/** From a point of the plane to the picture's pixels. @type {(plot: Plot) => (p: readonly [number, number]) => [number, number]} */
function placer({ box, view: [xMin, xMax, yMin, yMax] }) {
  return ([x, y]) => [
    box.left + ((x - xMin) / (xMax - xMin)) * box.width,
    box.top + ((yMax - y) / (yMax - yMin)) * box.height,
  ]
}

/** An arrow of fixed length down the steepest descent, −∇f, as it points in the picture. */
/** @type {(plot: Plot, moment: Moment, unit: number) => Element[]} */
function arrow(plot, moment, unit) {
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
function shape(name, attributes, color, width) {
  return svg(name, { fill: 'none', ...attributes, stroke: color, 'stroke-width': width, 'stroke-linejoin': 'round' })
}

/** @type {(name: string, attributes: Readonly<Record<string, string | number>>) => SVGElement} */
function svg(name, attributes) {
  const made = /** @type {SVGElement} */ (document.createElementNS('http://www.w3.org/2000/svg', name))
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value))
  return made
}

/** @type {(id: string, value: string) => void} */
function text(id, value) {
  element(id, HTMLElement).textContent = value
}

/** Words, each second one a number that stays on one line. @type {(id: string, ...words: string[]) => void} */
function numbers(id, ...words) {
  const parts = words.map((word, i) => {
    if (i % 2 === 0) return word
    const whole = document.createElement('span')
    whole.className = 'whole'
    whole.textContent = word
    return whole
  })
  element(id, HTMLElement).replaceChildren(...parts)
}

/**
 * Five digits, or as many more as tell a value from what is around it, within an extent; written as figures have numbers
 * (src/words/typeset.ts).
 *
 * @type {(value: number | undefined, extent?: number) => string}
 */
function short(value = Number.NaN, extent = Number.POSITIVE_INFINITY) {
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
