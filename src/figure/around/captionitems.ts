import { type Domain, inside, type Point } from '../../records/geometry.js'
import type { PopulationAt } from '../../records/population.js'
import type { Color, Shape } from '../../records/scene.js'
import type { FigureContent, FigurePath, FigureStyle } from '../../records/style.js'
import { bestIndex, outcomeOf, pointAt, pointCount, stepOf, valueExtent } from '../../records/trajectory.js'
import type { ChosenScale } from '../ground/choosescale.js'
import { groundExtent, isDefined } from '../ground/valuerange.js'
import type { PathLook } from '../paths/looks.js'
import { lastStep } from '../paths/losscurve.js'
import { arrowhead, lineArrow, marker } from '../paths/markers.js'
import { bestShare } from '../paths/marks.js'
import { chosenPopulations, deviations } from '../paths/populations.js'
import { markedBest, seenIn, shareText } from '../paths/seen.js'
import { shadeStrip } from '../paths/stepshades.js'
import { bundleItems } from './bundleitems.js'
import { type CaptionItem, hatchedSwatch } from './caption.js'
import { cutText, pointedSwatch } from './cut.js'
import type { Measures } from './layout.js'
import { type Notation, placeWithin, valueText } from './numberformat.js'

/** Where a single path starts and ends and the values there, its lowest value, the minima, hatched places, colors cut. */
export function captionItems(
  content: FigureContent,
  scale: ChosenScale | undefined,
  looks: readonly PathLook[],
  style: FigureStyle,
  notation: Notation,
  m: Measures,
): CaptionItem[] {
  const radius = 4.2 * m.letter
  const { landscape } = content
  const { domain } = landscape
  const [path] = content.paths
  const [look] = looks
  const items: CaptionItem[] = []
  if (path !== undefined && look !== undefined)
    items.push(
      ...(content.paths.length === 1
        ? pathItems(path, look, style, domain, radius, notation, m)
        : pathsItems(content.paths, looks, style, domain, radius, notation)),
      ...bundleItems(content.paths, look, style, radius, notation),
    )
  const visible = style.minima ? content.minima.filter(({ at }) => inside(domain, at)) : []
  const [first] = visible
  if (first !== undefined) {
    const name = visible.length === 1 ? 'minimum' : `${visible.length} minima`
    const value = valueText(first.value, groundExtent(landscape), notation)
    items.push({ text: `${name}, f = ${value}`, mark: at => marker('star', at, radius, '#ffffff') })
  }
  if (!isDefined(landscape)) items.push({ text: 'undefined or infinite', mark: at => hatchedSwatch(at, radius) })
  if (scale?.cut.low || scale?.cut.high)
    items.push({ text: cutText(scale.cut), mark: at => pointedSwatch(at, scale.cut, radius) })
  return items
}

/** What the marks of one path stand for, each as it is drawn: an arrow where start or end lie outside. */
function pathItems(
  path: FigurePath,
  look: PathLook,
  style: FigureStyle,
  domain: Domain,
  radius: number,
  notation: Notation,
  m: Measures,
): CaptionItem[] {
  const { trajectory } = path
  const last = pointCount(trajectory) - 1
  const seen = seenIn(trajectory, domain)
  const arrow = (color: Color) => (at: Point) => arrowhead(tipOf(at, radius), 0, 2.1 * radius, color)
  const lines = (at: Point) => lineArrow(tipOf(at, radius), 0, 2.1 * radius, look)
  const start = (at: Point) => marker('circle', at, radius, look.startColor)
  const end = (at: Point) => marker(look.endShape, at, radius, look.endColor)
  const best = markedBest(trajectory, domain)
  const isUnseen = seen.stretches === 0
  const ofMedian = medianText(path)
  const items: CaptionItem[] = [
    {
      text: `${sharesStart([path]) ? '' : ofMedian}${pointText('start', path, 0, domain, notation)}`,
      ...(!isUnseen && { mark: seen.start ? start : arrow(look.startColor) }),
    },
    {
      text: `${ofMedian}${endText(path, last, domain, best === undefined, notation)}`,
      mark: seen.end ? end : isUnseen ? lines : arrow(look.endColor),
    },
  ]
  if (best !== undefined)
    items.push({
      text: `${pointText('lowest', path, best, domain, notation)} at step ${stepOf(trajectory, best)}`,
      mark: at => marker('circle', at, bestShare * radius, look.endColor),
    })
  if (seen.outside > 0) items.push({ text: outsideText(seen.outside), ...(seen.stretches > 1 && { mark: lines }) })
  const shown = style.populations && chosenPopulations(trajectory.populations ?? [], style.populations)
  if (shown !== undefined && shown.length > 0)
    items.push({
      text: `${ofMedian && 'its '}${populationText(shown, style.populations)}`,
      mark: at => populationMark(shown, at, radius, look),
    })
  if (style.pathColor === 'step')
    items.push({
      text: `step 0 to ${lastStep([path])}`,
      mark: ([x, y]) => shadeStrip(look, [x - radius, y], stripWidth * m.letter, 1.6 * radius),
      markWidth: stripWidth + 4,
    })
  return items
}

/** What populations are, and of which steps; a film says those by itself. */
function populationText(shown: readonly PopulationAt[], of: FigureStyle['populations']): string {
  const last = shown.at(-1)
  const what = last?.joined ? 'simplex' : last?.ellipse ? `sample and ${deviations}σ ellipse` : 'population'
  if (of === 'each' || last === undefined) return what
  const steps = shown.map(({ step }) => step)
  const some =
    steps.length > 4 ? [...steps.slice(0, 3), '…', last.step].join(', ').replace(', …, ', ' … ') : steps.join(', ')
  return `${what} at ${steps.length === 1 ? 'step' : 'steps'} ${some}`
}

function populationMark(shown: readonly PopulationAt[], [x, y]: Point, radius: number, look: PathLook): Shape[] {
  if (shown[0]?.joined) {
    const points: readonly Point[] = [
      [x - radius, y + 0.8 * radius],
      [x, y - radius],
      [x + radius, y + 0.8 * radius],
    ]
    return [
      {
        kind: 'path',
        lines: [{ points, closed: true }],
        stroke: { color: look.color, width: radius / 4, join: 'round' },
      },
    ]
  }
  return [
    [-0.6, 0.5],
    [0, -0.6],
    [0.7, 0.3],
  ].map(([dx = 0, dy = 0]) => ({
    kind: 'circle',
    center: [x + dx * radius, y + dy * radius],
    radius: 0.36 * radius,
    fill: look.color,
  }))
}

/** Which run the marks belong to, where there are several. */
function medianText({ bundle }: FigurePath): string {
  return bundle === undefined ? '' : `median run (seed ${bundle.seeds[bundle.median]}): `
}

const stripWidth = 72

function tipOf([x, y]: Point, radius: number): Point {
  return [x + radius, y]
}

function outsideText(share: number): string {
  return share === 1 ? 'all steps lie outside' : `${shareText(share)} of the steps lie outside`
}

/** What marks that several paths have alike stand for. */
function pathsItems(
  paths: readonly FigurePath[],
  looks: readonly PathLook[],
  style: FigureStyle,
  domain: Domain,
  radius: number,
  notation: Notation,
): CaptionItem[] {
  const [path] = paths
  const [look] = looks
  if (look === undefined) return []
  const seen = paths.map(({ trajectory }) => seenIn(trajectory, domain))
  const items: CaptionItem[] = []
  const startMark = (at: Point) =>
    seen.some(({ start }) => start)
      ? marker('circle', at, radius, look.startColor)
      : arrowhead(tipOf(at, radius), 0, 2.1 * radius, look.startColor)
  if (path !== undefined && sharesStart(paths))
    items.push({ text: pointText('start', path, 0, domain, notation), mark: startMark })
  else if (seen.some(({ stretches }) => stretches > 0)) items.push({ text: 'start', mark: startMark })
  const bests = paths.map(({ trajectory }) => markedBest(trajectory, domain))
  // A panel has these marks, too, and its own word for them.
  if (
    !style.panel.startsWith('loss') &&
    paths.every(({ bundle }) => bundle === undefined) &&
    bests.some(best => best !== undefined)
  )
    items.push({
      text: 'lowest value of each path',
      mark: at => marker('circle', at, bestShare * radius, look.endColor),
    })
  return [...items, ...populationItems(paths, looks, style, radius)]
}

/** What the populations of several paths are: an entry a kind, in the color of the first path that has one of it. */
function populationItems(
  paths: readonly FigurePath[],
  looks: readonly PathLook[],
  { populations: of }: FigureStyle,
  radius: number,
): readonly CaptionItem[] {
  const all = paths.flatMap(({ trajectory: { populations = [] } }, i) => {
    const shown = of === undefined ? [] : chosenPopulations(populations, of)
    const look = looks[i]
    return look === undefined || shown.length === 0
      ? []
      : [{ kind: populationText(shown, 'each'), text: populationText(shown, of), shown, look }]
  })
  return [...new Set(all.map(({ kind }) => kind))].flatMap(kind => {
    const [first, ...others] = all.filter(one => one.kind === kind)
    if (first === undefined) return []
    const { text, shown, look } = first
    // Paths of other lengths have other steps of it.
    const alike = others.every(other => other.text === text)
    return [{ text: alike ? text : kind, mark: at => populationMark(shown, at, radius, look) }]
  })
}

function sharesStart(paths: readonly FigurePath[]): boolean {
  const all = paths.flatMap(({ trajectory, bundle }) => bundle?.trajectories ?? [trajectory])
  const starts = all.map(t => pointAt(t, 0).join())
  return starts.every(start => start === starts[0])
}

/** e.g. `start (20, 20), f = 28.28`: digits enough to tell the place within a domain, and the value from those on the path. */
export function pointText(
  name: string,
  { trajectory }: FigurePath,
  k: number,
  domain: Domain,
  notation: Notation,
): string {
  const value = valueText(trajectory.values[k] ?? Number.NaN, valueExtent([trajectory]), notation)
  return `${name} ${placeWithin(pointAt(trajectory, k), domain)}, f = ${value}`
}

/** The end, why the run ended there, and the lowest value if that was clearly lower and `withLowest`. */
function endText(path: FigurePath, last: number, domain: Domain, withLowest: boolean, notation: Notation): string {
  const { values } = path.trajectory
  const outcome = outcomeOf(path.trajectory)
  if (outcome.kind === 'diverged')
    return `${pointText('last', path, last, domain, notation)}; diverged at step ${outcome.step}`
  const end = values[last] ?? Number.NaN
  const best = bestIndex(path.trajectory)
  const lowest = values[best] ?? Number.NaN
  const start = values[0] ?? Number.NaN
  const text = pointText('end', path, last, domain, notation)
  return withLowest && end - lowest > 1e-3 * Math.abs(start - lowest)
    ? `${text} (lowest ${valueText(lowest, valueExtent([path.trajectory]), notation)} at step ${stepOf(path.trajectory, best)})`
    : text
}
