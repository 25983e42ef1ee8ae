import { own } from '../../own.js'
import type { Lists } from '../listed.js'
import { type Control, choiceControl, numberControl, switchControl, textControl } from './controls.js'
import { h } from './dom.js'
import type { Section } from './problem.js'
import { scaleFor } from './scales.js'
import type { Store } from './store.js'

/** A section of settings that are common to all runs, by their names. */
export interface Common {
  readonly title: string
  readonly keys: readonly string[]
  /** Shown before others are asked for. */
  readonly first: number
}

/** How long and under which conditions it runs. */
export const runKeys: Common = {
  title: 'Run',
  keys: ['steps', 'start', 'schedule', 'noise', 'seed', 'repeat', 'until', 'budget', 'bounds', 'batch-size'],
  first: 4,
}

/** How the figure looks. */
export const lookKeys: Common = {
  title: 'Figure',
  keys: [
    ...[
      'palette',
      'color-scale',
      'panel',
      'contours',
      'contour-labels',
      'background',
      'theme',
      'minima',
      'colorbar',
      'axes',
    ],
    ...[
      'view',
      'aspect',
      'loss-x',
      'loss-scale',
      'show',
      'path-color',
      'line-color',
      'line-width',
      'smooth',
      'levels',
      'resolution',
      'value-range',
    ],
    ...['size', 'text', 'title', 'transparent', 'bare'],
  ],
  first: 10,
}

/** Where nothing is said of steps. */
const numbers: Readonly<Record<string, Parameters<typeof scaleFor>[0]>> = {
  steps: { kind: 'count', default: 200, min: 1, max: 5000 },
  contours: { kind: 'count', default: 10, min: 0, max: 50 },
  levels: { kind: 'count', default: 32, min: 2, max: 256 },
  text: { kind: 'real', default: 1, min: 0.5, max: 3 },
  'line-width': { kind: 'real', default: 2, min: 0.5, max: 10 },
}

/** What no comparison shows. */
const ofOnePath = ['line-color', 'path-color']

/** What can be written in some fields. */
const suggestions: Readonly<Record<string, readonly string[]>> = {
  start: ['random'],
  noise: ['0.5', '10%'],
  until: ['f<1e-6', 'grad<1e-8', 'step<1e-10'],
  show: ['population'],
  size: ['1200x720', '800x720', '400x640', '85x75mm', '180x110mm'],
}

export function commonSection(
  store: Store,
  { settings, palettes, schedules }: Lists,
  { title, keys, first }: Common,
): Section {
  const choicesOf = (key: string) => (key === 'palette' ? palettes.map(({ name }) => name) : settings[key]?.choices)
  const made = keys.map((key): readonly [string, Control] => {
    const { doc = '', standard } = settings[key] ?? {}
    const wish = {
      name: key,
      doc: doc.replace(/^(no|do not) /, ''),
      change: (value?: string) => store.set({ [key]: value, ...instead(key, value) }),
    }
    const choices = choicesOf(key)
    if (choices !== undefined) return [key, choiceControl(wish, choices)]
    if (standard === 'true' || standard === 'false') return [key, switchControl(wish)]
    const number = own(numbers, key)
    const words = key === 'schedule' ? schedules.map(({ name }) => name) : own(suggestions, key)
    return [key, number ? numberControl(wish, scaleFor(number)) : textControl(wish, {}, words)]
  })
  const controls = new Map(made)
  const ramp = h('div', { className: 'ramp', 'aria-hidden': 'true' })
  controls.get('palette')?.element.append(ramp)
  const elements = made.map(([, { element }]) => element)
  return {
    element: h(
      'section',
      { 'aria-label': title },
      h('h2', { textContent: title }),
      ...elements.slice(0, first),
      h('details', { className: 'more' }, h('summary', { textContent: 'more' }), ...elements.slice(first)),
    ),
    show(state, picture) {
      const palette = palettes.find(({ name }) => name === (state.settings.palette ?? picture?.settings.palette))
      ramp.style.background = `linear-gradient(to right, ${(palette?.colors ?? ['transparent', 'transparent']).join()})`
      for (const [key, control] of controls) {
        control.element.hidden = ofOnePath.includes(key) && picture?.kind === 'compare'
        const resolved =
          key === 'steps' ? picture?.runs[0]?.steps : key === 'start' ? picture?.runs[0]?.start : undefined
        const value = state.settings[key] ?? picture?.settings[key] ?? resolved ?? settings[key]?.standard ?? ''
        control.show({ value: String(value), changed: state.settings[key] !== undefined })
      }
    },
  }
}

/** Steps and a budget both say how long. */
function instead(key: string, value: string | undefined): Readonly<Record<string, undefined>> {
  if (value === undefined) return {}
  return key === 'steps' ? { budget: undefined } : key === 'budget' ? { steps: undefined } : {}
}
