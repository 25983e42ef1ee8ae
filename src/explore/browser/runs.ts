import type { ListedOptimizer, Lists, Control as Parameter } from '../listed.js'
import { mostRuns, type Picture } from '../protocol.js'
import { type Control, choiceControl, numberControl, switchControl, textControl, type Wish } from './controls.js'
import { h } from './dom.js'
import type { Run, State } from './link.js'
import { picker } from './picker.js'
import type { Section } from './problem.js'
import { numberText, scaleFor } from './scales.js'
import { type Store, withOwn } from './store.js'

/** What a run can have of its own beside hyperparameters; the rest is common. */
const words = ['schedule', 'start', 'steps', 'seed'] as const

interface Card {
  readonly element: HTMLElement
  readonly controls: ReadonlyMap<string, Control>
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
  const make = (runs: readonly Run[]) => {
    const now = JSON.stringify(runs.map(({ by, name }) => [by, name]))
    if (now === made) return
    made = now
    cards = runs.map(({ name }, i) =>
      cardOf(
        store,
        i,
        lists.optimizers.find(one => one.name === name),
        lists,
      ),
    )
    list.replaceChildren(...cards.map(({ element }) => element))
  }
  return {
    element: h('section', { 'aria-label': 'Optimizers' }, h('h2', { textContent: 'Optimizers' }), list, add.element),
    show({ runs }: State, picture: Picture | undefined) {
      make(runs)
      add.element.hidden = runs.length >= mostRuns
      const shown = runs.filter(({ hidden }) => !hidden)
      for (const [i, run] of runs.entries()) {
        const at = shown.indexOf(run)
        const fits = picture?.runs.length === shown.length && picture.figure.paths.length === shown.length
        const title = lists.optimizers.find(one => one.name === run.name)?.title ?? run.name
        cards[i]?.show(run, title, fits ? picture?.figure.paths[at]?.color : undefined, shown.length < 2)
      }
    },
  }
}

function cardOf(store: Store, at: number, optimizer: ListedOptimizer | undefined, lists: Lists): Card {
  const change = (change: (run: Run) => Run) =>
    store.setRuns(runs => runs.map((run, i) => (i === at ? change(run) : run)))
  const wish = (name: string, doc: string): Wish => ({
    name,
    doc,
    change: value => change(run => withOwn(run, name, value)),
  })
  const parameters = Object.entries(optimizer?.hyperparameters ?? {})
  const controls = new Map<string, Control>([
    ...parameters.map(([key, parameter]) => [key, controlOf(wish(key, parameter.doc), parameter)] as const),
    ...words.map(
      key =>
        [
          key,
          textControl({ ...wish(key, lists.settings[key]?.doc ?? ''), doc: `its own, instead of that of all` }),
        ] as const,
    ),
  ])
  const own = words.flatMap(word => controls.get(word)?.element ?? [])
  const swatch = h('i', { className: 'swatch' })
  const name = h('strong')
  const hide = h('button', {
    type: 'button',
    className: 'quiet',
    on: { click: () => change(run => ({ ...run, hidden: !run.hidden })) },
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
    controls,
    show(run, title, color, alone) {
      element.classList.toggle('hidden', run.hidden)
      element.setAttribute('aria-label', title)
      swatch.style.background = color ?? 'transparent'
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
