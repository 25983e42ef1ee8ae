import type { ListedOptimizer, Lists, Control as Parameter } from '../listed.js'
import { mostRuns, type Picture, type RunKind } from '../protocol.js'
import { type Control, choiceControl, numberControl, switchControl, textControl, type Wish } from './controls.js'
import { h } from './dom.js'
import type { Run, State } from './link.js'
import { picker } from './picker.js'
import type { Section } from './problem.js'
import { numberText, scaleFor } from './scales.js'
import { type Store, withOwn } from './store.js'

/** What a run can have of its own beside hyperparameters; the rest is common. */
const ownWords: Readonly<Record<RunKind, readonly string[]>> = {
  optim: ['line-color', 'schedule', 'start', 'steps', 'seed'],
  'optim-command': ['line-color', 'schedule', 'start', 'steps', 'seed'],
  path: ['label', 'steps'],
}

/** What each run is drawn in; undefined where it is not seen. */
type Colors = readonly (string | undefined)[]

/** Shows or hides a run. Colors hang on places: the others keep what they have where one goes, but paths, which have none of their own. */
function toggled(runs: readonly Run[], at: number, colors: Colors): readonly Run[] {
  const hides = runs[at]?.hidden === false
  return runs.map((run, i) => {
    if (i === at) return { ...run, hidden: !run.hidden }
    return hides && run.by !== 'path' && colors[i] !== undefined ? withOwn(run, 'line-color', colors[i]) : run
  })
}

interface Card {
  readonly element: HTMLElement
  show(run: Run, title: string, color: string | undefined, alone: boolean): void
}

/** What is run: optimizers with their hyperparameters, and recorded paths; two or more are a comparison. */
export function runsSection(store: Store, lists: Lists): Section {
  const add = picker('Add an optimizer', 'add an optimizer', lists.optimizers, name =>
    store.setRuns(runs => [...runs, { by: 'optim', name, own: {}, hidden: false }]),
  )
  const list = h('div', { className: 'cards' })
  let cards: readonly Card[] = []
  let made = ''
  let colors: Colors = []
  const make = (runs: readonly Run[]) => {
    const now = JSON.stringify(runs.map(({ by, name }) => [by, name]))
    if (now === made) return
    made = now
    const find = (name: string) => lists.optimizers.find(one => one.name === name)
    cards = runs.map(({ by, name }, i) => cardOf(store, () => colors, i, by, find(name)))
    list.replaceChildren(...cards.map(({ element }) => element))
  }
  return {
    element: h('section', { 'aria-label': 'Optimizers' }, h('h2', { textContent: 'Optimizers' }), list, add.element),
    show({ runs }: State, picture: Picture | undefined) {
      make(runs)
      add.element.hidden = runs.length >= mostRuns
      const shown = runs.filter(({ hidden }) => !hidden)
      const paths = picture?.figure.paths ?? []
      colors = runs.map(run => (paths.length === shown.length ? paths[shown.indexOf(run)]?.color : undefined))
      for (const [i, run] of runs.entries()) cards[i]?.show(run, titleOf(runs, i, lists), colors[i], shown.length < 2)
    },
  }
}

function cardOf(
  store: Store,
  colorsNow: () => Colors,
  at: number,
  by: RunKind,
  optimizer: ListedOptimizer | undefined,
): Card {
  const change = (change: (run: Run) => Run) =>
    store.setRuns(runs => runs.map((run, i) => (i === at ? change(run) : run)))
  const wish = (name: string, doc: string): Wish => ({
    name,
    doc,
    change: value => change(run => withOwn(run, name, value)),
  })
  const words = ownWords[by]
  const parameters = Object.entries(optimizer?.hyperparameters ?? {})
  const controls = new Map<string, Control>([
    ...parameters.map(([key, parameter]) => [key, controlOf(wish(key, parameter.doc), parameter)] as const),
    ...words.map(word => [word, textControl(wish(word, 'its own, instead of that of all'))] as const),
  ])
  const own = words.flatMap(word => controls.get(word)?.element ?? [])
  const swatch = h('input', {
    ...{ type: 'color', className: 'color', 'aria-label': 'Color' },
    on: { input: () => change(run => withOwn(run, 'line-color', swatch.value)) },
  })
  const name = h('strong')
  const hide = h('button', {
    type: 'button',
    className: 'quiet',
    on: { click: () => store.setRuns(runs => toggled(runs, at, colorsNow())) },
  })
  const remove = h('button', {
    ...{ type: 'button', className: 'quiet', textContent: '✕' },
    on: { click: () => store.setRuns(runs => runs.filter((_, i) => i !== at)) },
  })
  const twice = h('button', {
    ...{ type: 'button', className: 'quiet', textContent: 'duplicate' },
    on: { click: () => store.setRuns(runs => runs.flatMap((run, i) => (i === at ? [run, run] : [run]))) },
  })
  const about = h(
    'details',
    { className: 'about' },
    h('summary', { textContent: 'equation' }),
    h('pre', { textContent: optimizer?.equation ?? '' }),
    h('p', { className: 'hint', textContent: optimizer?.reference ?? '' }),
  )
  const element = h(
    'article',
    { className: 'card' },
    h('header', {}, swatch, name, twice, hide, remove),
    ...parameters.flatMap(([key]) => controls.get(key)?.element ?? []),
    h('details', { className: 'more' }, h('summary', { textContent: 'of its own' }), ...own),
    ...(optimizer === undefined ? [] : [about]),
  )
  return {
    element,
    show(run, title, color, alone) {
      element.classList.toggle('hidden', run.hidden)
      element.setAttribute('aria-label', title)
      if (document.activeElement !== swatch) swatch.value = (run.own['line-color'] ?? color ?? '#808080').slice(0, 7)
      swatch.setAttribute('aria-label', `Color of ${title}`)
      swatch.hidden = run.by === 'path'
      name.textContent = title
      hide.textContent = run.hidden ? 'show' : 'hide'
      hide.disabled = alone && !run.hidden
      hide.setAttribute('aria-label', `${run.hidden ? 'Show' : 'Hide'} ${title}`)
      remove.disabled = alone && !run.hidden
      remove.setAttribute('aria-label', `Remove ${title}`)
      twice.setAttribute('aria-label', `Duplicate ${title}`)
      for (const [key, control] of controls) {
        const value = run.own[key] ?? standardText(optimizer?.hyperparameters[key])
        control.show({ value, changed: run.own[key] !== undefined })
      }
    },
  }
}

/** What a run is called; one of several alike has its number. */
function titleOf(runs: readonly Run[], at: number, { optimizers }: Lists): string {
  const name = runs[at]?.name ?? ''
  const title = optimizers.find(one => one.name === name)?.title ?? name
  const alike = runs.filter(run => run.name === name)
  return alike.length > 1 ? `${title} ${runs.slice(0, at + 1).filter(run => run.name === name).length}` : title
}

/** What a hyperparameter is where nobody says. */
function standardText(parameter: Parameter | undefined): string {
  const standard = parameter?.default ?? ''
  return typeof standard === 'number' ? numberText(standard) : String(standard)
}

function controlOf(wish: Wish, parameter: Parameter): Control {
  const { kind, choices = [] } = parameter
  if (kind === 'flag') return switchControl(wish)
  if (kind === 'choice') return choiceControl(wish, choices)
  return numberControl(wish, scaleFor({ ...parameter, kind, default: Number(parameter.default) }))
}
