// Sorts the table, opens figures and plays their paths. Runs inside the page that src/page/html.ts makes.

/**
 * @typedef {import('../data.ts').PagePath} PagePath
 * @typedef {Omit<import('../data.ts').PageFigure, 'svg'>} Figure
 */

/** @type {<T extends Element>(id: string, kind: new () => T) => T} */
function element(id, kind) {
  const found = document.getElementById(id)
  if (found instanceof kind) return found
  throw new Error(`the page has no ${id}`)
}

/** @type {readonly Figure[]} */
const figures = JSON.parse(element('data', HTMLScriptElement).text)
const viewer = element('viewer', HTMLDialogElement)
const picture = element('picture', HTMLImageElement)
const overlay = element('overlay', SVGSVGElement)
const player = element('player', HTMLElement)
const play = element('play', HTMLButtonElement)
const choice = element('path', HTMLSelectElement)
const slider = element('step', HTMLInputElement)
const save = element('save', HTMLAnchorElement)

let open = 0
/** @type {number | undefined} */
let timer

// ---- the table ----

const body = element('results', HTMLTableElement).tBodies[0]
const heads = [...document.querySelectorAll('#results thead th')]
for (const [column, head] of heads.entries())
  head.querySelector('button')?.addEventListener('click', () => sortBy(column, head))

/** @type {(column: number, head: Element) => void} */
function sortBy(column, head) {
  const direction = head.getAttribute('aria-sort') === 'ascending' ? -1 : 1
  for (const other of heads) other.removeAttribute('aria-sort')
  head.setAttribute('aria-sort', direction === 1 ? 'ascending' : 'descending')
  const rows = [...(body?.rows ?? [])].map(row => ({ row, key: keyOf(row.cells[column]) }))
  rows.sort((a, b) => compare(a.key, b.key, direction))
  body?.append(...rows.map(({ row }) => row))
}

/** @type {(cell: HTMLTableCellElement | undefined) => number | string} */
function keyOf(cell) {
  const value = cell?.dataset.value
  return value === undefined ? (cell?.textContent ?? '') : Number(value)
}

/** What is no number comes last in both directions. @type {(a: number | string, b: number | string, direction: number) => number} */
function compare(a, b, direction) {
  if (typeof a === 'string' || typeof b === 'string')
    return direction * String(a).localeCompare(String(b), 'en', { numeric: true })
  if (Number.isNaN(a) || Number.isNaN(b)) return Number(Number.isNaN(a)) - Number(Number.isNaN(b))
  return direction * (a === b ? 0 : a < b ? -1 : 1)
}

// ---- the viewer ----

for (const opener of document.querySelectorAll('[data-figure]'))
  opener.addEventListener('click', () => show(Number(opener.getAttribute('data-figure'))))
element('close', HTMLButtonElement).addEventListener('click', () => viewer.close())
element('before', HTMLButtonElement).addEventListener('click', () => show(open - 1))
element('after', HTMLButtonElement).addEventListener('click', () => show(open + 1))
viewer.addEventListener('close', () => stop())
choice.addEventListener('change', () => start())
slider.addEventListener('input', () => {
  stop()
  draw()
})
play.addEventListener('click', () => (timer === undefined ? run() : stop()))
viewer.addEventListener('keydown', event => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.target === choice) return
  if (!key(event.key, event.target)) return
  event.preventDefault()
})

/** Does what a key asks for; false where it asks for nothing, or the element that has the focus knows better. */
/** @type {(name: string, target: EventTarget | null) => boolean} */
function key(name, target) {
  const last = Number(slider.max)
  const at = Number(slider.value)
  /** @type {Readonly<Record<string, () => void>>} */
  const steps = {
    ArrowLeft: () => seek(at - 1),
    ArrowRight: () => seek(at + 1),
    Home: () => seek(0),
    End: () => seek(last),
    p: () => show(open - 1),
    n: () => show(open + 1),
    ' ': () => play.click(),
  }
  if (name === ' ' && (target instanceof HTMLButtonElement || target instanceof HTMLAnchorElement)) return false
  const step = steps[name.length === 1 ? name.toLowerCase() : name]
  step?.()
  return step !== undefined
}

/** Opens a figure; past either end, the one at the other. @type {(index: number) => void} */
function show(index) {
  open = (index + figures.length) % figures.length
  const figure = figures[open]
  const thumbnail = document.querySelector(`.card[data-figure="${open}"] img`)
  if (figure === undefined || !(thumbnail instanceof HTMLImageElement)) return
  const [width, height] = figure.size
  element('viewer-title', HTMLElement).textContent = figure.name
  picture.src = thumbnail.src
  picture.alt = figure.title
  picture.width = width
  picture.height = height
  overlay.setAttribute('viewBox', `0 0 ${width} ${height}`)
  save.href = thumbnail.src
  save.download = `${figure.name}.svg`
  choice.replaceChildren(...figure.paths.map((path, i) => new Option(path.label, String(i))))
  if (choice.parentElement !== null) choice.parentElement.hidden = figure.paths.length < 2
  player.hidden = figure.plot === undefined
  start()
  if (!viewer.open) viewer.showModal()
}

// ---- the player ----

/** @type {() => PagePath | undefined} */
function chosen() {
  return figures[open]?.paths[Number(choice.value)]
}

function start() {
  stop()
  slider.max = String((chosen()?.points.length ?? 1) - 1)
  slider.value = '0'
  draw()
}

/** @type {(index: number) => void} */
function seek(index) {
  stop()
  slider.value = String(index)
  draw()
}

/** A path takes about eight seconds, whatever its length; ten points a second at least. */
function run() {
  const last = Number(slider.max)
  if (Number(slider.value) >= last) slider.value = '0'
  const from = Number(slider.value)
  const rate = Math.max(10, last / 8)
  const began = performance.now()
  play.textContent = '⏸'
  play.setAttribute('aria-label', 'Pause')
  timer = setInterval(() => {
    const at = Math.min(last, from + Math.floor(((performance.now() - began) / 1000) * rate))
    slider.value = String(at)
    draw()
    if (at >= last) stop()
  }, 33)
}

function stop() {
  clearInterval(timer)
  timer = undefined
  play.textContent = '▶'
  play.setAttribute('aria-label', 'Play')
}

/** Shows the point that the slider is at: on the picture, and its numbers. */
function draw() {
  const figure = figures[open]
  const path = chosen()
  const at = Number(slider.value)
  const point = path?.points[at]
  if (figure?.plot === undefined || path === undefined || point === undefined) {
    overlay.replaceChildren()
    return
  }
  const [gx, gy] = (path.gradients[at] ?? []).map(Number)
  const slope = Math.hypot(gx ?? Number.NaN, gy ?? Number.NaN)
  const step = String(path.steps[at])
  text('at-step', step)
  const [xMin, xMax, yMin, yMax] = figure.plot.view
  const inside = point[0] >= xMin && point[0] <= xMax && point[1] >= yMin && point[1] <= yMax
  text('at-point', `(${short(point[0], xMax - xMin)}, ${short(point[1], yMax - yMin)})${inside ? '' : ', outside'}`)
  const values = path.values.map(Number).filter(Number.isFinite)
  const [low, high] = values.reduce(([a, b], v) => [Math.min(a, v), Math.max(b, v)], [Infinity, -Infinity])
  const value = short(Number(path.values[at]), high - low)
  text('at-value', value)
  text('at-gradient', `(${short(gx)}, ${short(gy)})`)
  text('at-slope', short(slope))
  slider.setAttribute('aria-valuetext', `step ${step}, f = ${value}`)

  const place = placer(figure.plot)
  const line = path.points.slice(0, at + 1).map(place)
  const [x, y] = place(point)
  const unit = Math.max(1, figure.size[0] / 700)
  const shapes = [
    shape('polyline', { points: line.map(p => p.join(',')).join(' '), class: 'trail' }, '#ffffff', 4 * unit),
    shape('polyline', { points: line.map(p => p.join(',')).join(' '), class: 'trail' }, '#000000', 1.6 * unit),
    ...arrow(figure.plot, point, [gx ?? 0, gy ?? 0], slope, unit),
    shape('circle', { cx: x, cy: y, r: 6 * unit, fill: '#ffffff', class: 'point' }, '#000000', 2.2 * unit),
  ]
  const { left, top, width, height } = figure.plot.box
  const clip = svg('clipPath', { id: 'plot' })
  clip.append(svg('rect', { x: left, y: top, width, height }))
  const group = svg('g', { 'clip-path': 'url(#plot)' })
  group.append(...shapes)
  overlay.replaceChildren(clip, group)
}

/** From a point of the plane to the picture's pixels. @type {(plot: NonNullable<Figure['plot']>) => (p: readonly [number, number]) => [number, number]} */
function placer({ box, view: [xMin, xMax, yMin, yMax] }) {
  return ([x, y]) => [
    box.left + ((x - xMin) / (xMax - xMin)) * box.width,
    box.top + ((yMax - y) / (yMax - yMin)) * box.height,
  ]
}

/** An arrow of fixed length down the steepest descent, −∇f, as it points in the picture. */
/** @type {(plot: NonNullable<Figure['plot']>, at: readonly [number, number], gradient: readonly [number, number], slope: number, unit: number) => Element[]} */
function arrow(plot, at, [gx, gy], slope, unit) {
  if (!(slope > 0) || !Number.isFinite(slope)) return []
  const place = placer(plot)
  const [x, y] = place(at)
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

/**
 * Five digits, or as many more as tell a value from what is around it, within an extent.
 *
 * @type {(value: number | undefined, extent?: number) => string}
 */
function short(value = Number.NaN, extent = Number.POSITIVE_INFINITY) {
  if (!Number.isFinite(value)) return String(value)
  const more = value === 0 || !(extent > 0) ? 0 : Math.ceil(Math.log10(Math.abs(value) / extent))
  return String(Number(value.toPrecision(Math.max(5, Math.min(9, 5 + more)))))
}
