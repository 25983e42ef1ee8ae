// Sorts the table, opens figures and plays their paths. Runs inside the page that src/page/html.ts makes.

import { draw as drawMoment, element } from './moment.js'
import { playing } from './playing.js'

/**
 * @typedef {import('./marks.js').Figure} Figure
 * @typedef {import('./marks.js').PagePath} PagePath
 */

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

let current = 0
/** The steps that the slider goes through. @type {readonly number[]} */
let moments = []

const { toggle, stop, seek } = playing(slider, play, draw)

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
for (const [id, step] of /** @type {const} */ ([
  ['before', -1],
  ['after', 1],
])) {
  const button = element(id, HTMLButtonElement)
  button.hidden = figures.length < 2
  button.addEventListener('click', () => show(current + step))
}
viewer.addEventListener('close', () => stop())
choice.addEventListener('change', () => start())
slider.addEventListener('input', () => {
  stop()
  draw()
})
play.addEventListener('click', toggle)
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
    p: () => show(current - 1),
    n: () => show(current + 1),
    ' ': () => play.click(),
  }
  if (name === ' ' && (target instanceof HTMLButtonElement || target instanceof HTMLAnchorElement)) return false
  const step = steps[name.length === 1 ? name.toLowerCase() : name]
  step?.()
  return step !== undefined
}

/** Opens a figure; past either end, the one at the other. @type {(index: number) => void} */
function show(index) {
  current = (index + figures.length) % figures.length
  const figure = figures[current]
  const thumbnail = document.querySelector(`.card[data-figure="${current}"] img`)
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
  const several = figure.paths.length > 1
  const options = figure.paths.map((path, i) => new Option(path.label, String(i)))
  choice.replaceChildren(...(several ? [new Option('all', 'all')] : []), ...options)
  if (choice.parentElement !== null) choice.parentElement.hidden = !several
  player.hidden = figure.plot === undefined
  start()
  if (!viewer.open) viewer.showModal()
}

// ---- the player ----

/** The paths that are played: one, or all. @type {() => readonly PagePath[]} */
function chosen() {
  const paths = figures[current]?.paths ?? []
  return choice.value === 'all' ? paths : paths.filter((_, i) => i === Number(choice.value))
}

function start() {
  stop()
  moments = [...new Set(chosen().flatMap(({ steps }) => steps))].sort((a, b) => a - b)
  slider.max = String(Math.max(0, moments.length - 1))
  slider.value = '0'
  draw()
}

/** Shows where the paths are at the slider's place. */
function draw() {
  drawMoment(figures[current], chosen(), moments[Number(slider.value)] ?? 0, choice.value === 'all')
}
