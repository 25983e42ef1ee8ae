import { createHash } from 'node:crypto'
import { own } from '../own.js'
import { digitsWithin, extentOf } from '../words/digits.js'
import { formatNumber } from '../words/typeset.js'
import { counted } from '../words/words.js'
import type { PageFigure, PagePath } from './data.js'

/** A figure of a page as its batch left it; without a figure where it failed. */
export interface PageEntry {
  readonly name: string
  readonly status: string
  readonly message?: string
  readonly figure?: PageFigure
}

/** What makes a page of entries work and look as it does. */
export interface PageAssets {
  readonly script: string
  readonly style: string
}

/**
 * One HTML page with all figures inside: it loads nothing, from nowhere, and says so in its content security policy. The
 * table and the pictures are there without the script; it sorts, enlarges and plays.
 */
export function pageHtml(title: string, made: string, entries: readonly PageEntry[], assets: PageAssets): string {
  const figures = entries.flatMap(({ figure }) => figure ?? [])
  const data = figures.map(({ svg: _, ...figure }) => figure)
  const hash = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`
  const policy = [
    "default-src 'none'",
    'img-src data:',
    `style-src ${hash(assets.style)}`,
    `script-src ${hash(assets.script)}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ')
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escapeHtml(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>${assets.style}</style>
</head>
<body>
<header>
<h1>${escapeHtml(title)}</h1>
<p>${escapeHtml(countOf(entries))} · ${escapeHtml(made)}</p>
</header>
<main>
${problems(entries)}<section aria-labelledby="figures-title">
<h2 id="figures-title">Figures</h2>
<ul class="grid${figures.length === 1 ? ' alone' : ''}">
${figures.map(card).join('\n')}
</ul>
</section>
<section aria-labelledby="results-title">
<h2 id="results-title">Results</h2>
<div class="scroll">
${resultsTable(figures)}
</div>
</section>
</main>
${viewer}
<script type="application/json" id="data">${scriptJson(data)}</script>
<script type="module">${assets.script}</script>
</body>
</html>
`
}

function countOf(entries: readonly PageEntry[]): string {
  const failed = entries.filter(({ figure }) => figure === undefined).length
  const drawn = entries.length - failed
  return `${counted(drawn, 'figure')}${failed > 0 ? `, ${failed} failed` : ''}`
}

function problems(entries: readonly PageEntry[]): string {
  const told = entries.filter(({ message }) => message !== undefined)
  if (told.length === 0) return ''
  const item = ({ name, status, message = '' }: PageEntry) =>
    `<li><strong>${escapeHtml(name)}</strong> ${escapeHtml(status)}: ${escapeHtml(message)}</li>`
  return `<section class="problems" aria-label="Problems">
<h2>Problems</h2>
<ul>
${told.map(item).join('\n')}
</ul>
</section>
`
}

function card({ name, title, svg, size: [width, height] }: PageFigure, index: number): string {
  const source = `data:image/svg+xml;base64,${Buffer.from(svg, 'utf8').toString('base64')}`
  const image = `<img src="${source}" alt="${escapeHtml(title)}" width="${width}" height="${height}" loading="lazy">`
  return `<li><button type="button" class="card" data-figure="${index}">${image}<span>${escapeHtml(name)}</span></button></li>`
}

interface Column {
  readonly title: string
  readonly numeric: boolean
  readonly value: (path: PagePath, figure: PageFigure) => number | string
}

const columns: readonly Column[] = [
  { title: 'Function', numeric: false, value: (_, figure) => figure.function },
  { title: 'Run', numeric: false, value: path => path.label },
  { title: 'Final f', numeric: true, value: path => path.final },
  { title: 'Best f', numeric: true, value: path => path.best },
  { title: 'at step', numeric: true, value: path => path.bestStep },
  { title: 'Evaluations', numeric: true, value: path => path.evaluations },
  { title: 'End', numeric: false, value: path => path.end },
]

function resultsTable(figures: readonly PageFigure[]): string {
  const head = [{ title: 'Figure', numeric: false }, ...columns].map(
    ({ title, numeric }) =>
      `<th scope="col"${numeric ? ' class="number"' : ''}><button type="button">${escapeHtml(title)}</button></th>`,
  )
  const rows = figures.flatMap((figure, index) => {
    const extent = extentOf(figure.paths.flatMap(({ values }) => values.map(Number)))
    return figure.paths.map(path => {
      const cells = columns.map(column => cell(column.value(path, figure), column, extent))
      const name = `<button type="button" class="open" data-figure="${index}">${escapeHtml(figure.name)}</button>`
      return `<tr><th scope="row">${name}</th>${cells.join('')}</tr>`
    })
  })
  return `<table id="results">
<thead><tr>${head.join('')}</tr></thead>
<tbody>
${rows.join('\n')}
</tbody>
</table>`
}

/**
 * The exact value is what is sorted by; people read six digits, or those that tell it from others within an extent. On a narrow
 * screen a cell stands under its column's title.
 */
function cell(value: number | string, { title, numeric }: Column, extent: number): string {
  const named = `data-title="${escapeHtml(title)}"`
  if (!numeric) return `<td ${named}>${escapeHtml(String(value))}</td>`
  return `<td class="number" ${named} data-value="${escapeHtml(String(value))}">${escapeHtml(numberText(value, extent))}</td>`
}

/** A number as figures have it; `unknown` as it is. */
function numberText(value: number | string, extent: number): string {
  const number = Number(value)
  if (typeof value === 'string' && Number.isNaN(number) && value !== 'NaN') return value
  return Number.isSafeInteger(number)
    ? formatNumber(number, 16, 1e9)
    : formatNumber(number, digitsWithin(number, extent, 6))
}

/** What the script fills when a figure is opened. */
const viewer = `<dialog id="viewer" aria-labelledby="viewer-title">
<div class="bar">
<button type="button" id="before" aria-label="Previous figure">‹</button>
<h2 id="viewer-title"></h2>
<button type="button" id="after" aria-label="Next figure">›</button>
<a id="save" download>Save SVG</a>
<button type="button" id="close" aria-label="Close">×</button>
</div>
<div class="stage"><img id="picture" alt=""><svg id="overlay" aria-hidden="true"></svg></div>
<div class="player" id="player">
<button type="button" id="play" aria-label="Play"><svg viewBox="0 0 24 24" aria-hidden="true"><path class="go" d="M8 5v14l11-7z"/><path class="halt" d="M7 5h4v14H7zM13 5h4v14h-4z"/></svg></button>
<label>Path <select id="path"></select></label>
<label class="slider">Step <input type="range" id="step" min="0" value="0" step="1" autofocus></label>
<dl>
<div><dt>step</dt><dd id="at-step"></dd></div>
<div class="one pair"><dt>point</dt><dd id="at-point"></dd></div>
<div class="one"><dt>f</dt><dd id="at-value"></dd></div>
<div class="one pair"><dt>∇f</dt><dd id="at-gradient"></dd></div>
<div class="one"><dt>|∇f|</dt><dd id="at-slope"></dd></div>
</dl>
<dl id="at-all"></dl>
</div>
<p class="keys"><kbd>Space</kbd> plays, <kbd>←</kbd> <kbd>→</kbd> step, <kbd>Home</kbd> <kbd>End</kbd> first and last, <kbd>P</kbd> <kbd>N</kbd> previous and next figure, <kbd>Esc</kbd> closes</p>
</dialog>`

/** JSON inside a script element: nothing in it can end the element or begin a comment. */
function scriptJson(value: unknown): string {
  return JSON.stringify(value).replaceAll('<', '\\u003c')
}

function escapeHtml(text: string): string {
  const entities: Readonly<Record<string, string>> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  }
  return text.replaceAll(/[&<>"']/g, character => own(entities, character) ?? character)
}
