// Draws a moment of the paths that are played on the page of src/page/html.ts, and tells its numbers.

import { gradientAt, marksOf, momentsAt, short, valueText } from './marks.js'

/**
 * @typedef {import('./marks.js').Figure} Figure
 * @typedef {import('./marks.js').PagePath} PagePath
 * @typedef {import('./marks.js').Moment} Moment
 * @typedef {import('./marks.js').Plot} Plot
 */

/** @type {<T extends Element>(id: string, kind: new () => T) => T} */
export function element(id, kind) {
  const found = document.getElementById(id)
  if (found instanceof kind) return found
  throw new Error(`the page has no ${id}`)
}

const overlay = element('overlay', SVGSVGElement)
const player = element('player', HTMLElement)
const slider = element('step', HTMLInputElement)

/**
 * Shows where some paths of a figure, or `all` of them, are after so many steps: on the picture, and in numbers.
 *
 * @type {(figure: Figure | undefined, paths: readonly PagePath[], step: number, all: boolean) => void}
 */
export function draw(figure, paths, step, all) {
  const moments = momentsAt(paths, step)
  const [first] = moments
  if (figure?.plot === undefined || first === undefined) {
    overlay.replaceChildren()
    return
  }
  const { size, plot } = figure
  text('at-step', String(step))
  for (const part of player.querySelectorAll('.one')) part.toggleAttribute('hidden', all)
  element('at-all', HTMLElement).replaceChildren(...(all ? moments.map(lineOf) : []))
  if (!all) tell(plot, first)
  slider.setAttribute('aria-valuetext', all ? `step ${step}` : `step ${step}, f = ${valueText(first)}`)
  overlay.replaceChildren(...marksOf({ size, plot }, moments, !all))
}

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

/** One of several paths: its color, its name and its value. @type {(moment: Moment) => Element} */
function lineOf({ path, at }) {
  const [group, name, value, color] = ['div', 'dt', 'dd', 'i'].map(tag => document.createElement(tag))
  if (color !== undefined) color.style.background = path.color
  name?.append(color ?? '', path.label)
  value?.append(`f = ${valueText({ path, at })}`)
  group?.append(name ?? '', value ?? '')
  return group ?? document.createElement('div')
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
