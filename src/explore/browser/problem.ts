import type { Lists } from '../listed.js'
import type { Picture } from '../protocol.js'
import { type Control, choiceControl, numberControl, textControl } from './controls.js'
import { h } from './dom.js'
import type { State } from './link.js'
import { parametersIn } from './names.js'
import { picker } from './picker.js'
import { scaleFor } from './scales.js'
import type { Store } from './store.js'

/** A part of the panel: it follows the state, and the last picture. */
export interface Section {
  readonly element: HTMLElement
  show(state: State, picture: Picture | undefined): void
}

/** The command line's own function, which another one takes the place of. */
const files = { 'fn-module': undefined, 'fn-data': undefined }

/** What is minimized: a function from the list, or a formula; its parameters, and the part of the plane. */
export function problemSection(store: Store, { functions, standardFunction, settings }: Lists): Section {
  const chosen = picker('Function', 'search functions', functions, name => {
    const others = parameterKeys(store.get().settings)
    store.set({ ...others, ...files, expr: undefined, domain: undefined, start: undefined, fn: name })
  })
  const formula = h('p', { className: 'formula' })
  const expression = textControl(
    {
      name: 'or a formula',
      doc: settings.expr?.doc ?? '',
      change: value =>
        store.set({ ...parametersFor(value ?? '', store.get().settings), ...files, fn: undefined, expr: value }),
    },
    { placeholder: '(x^2 - a)^2 + y^2', maxLength: 2000 },
  )
  const objective = choiceControl(
    { name: 'objective', doc: settings.objective?.doc ?? '', change: value => store.set({ objective: value }) },
    settings.objective?.choices ?? [],
  )
  const domain = textControl({
    name: 'domain',
    doc: `${settings.domain?.doc ?? ''}: xmin,xmax,ymin,ymax; the wheel zooms`,
    change: value => store.set({ domain: value }),
  })
  const parameters = h('div')
  let made: { readonly of: string; readonly controls: ReadonlyMap<string, Control> } = { of: '', controls: new Map() }

  const makeParameters = (settings: Settings) => {
    const { fn, names, of } = parametersOf(settings)
    if (made.of === of) return
    const controls = names.map(name => {
      const {
        kind = 'real',
        default: standard = 1,
        min = -10,
        max = 10,
        doc = 'a parameter of the formula',
      } = fn?.parameters[name] ?? {}
      // A formula says nothing of what its parameters are where nobody says.
      const change = (value = fn === undefined ? firstValue : undefined) => store.set({ [`param.${name}`]: value })
      const wish = { name, doc, change }
      const ranged = { kind: kind === 'count' ? kind : 'real', default: Number(standard), min, max } as const
      return [name, numberControl(wish, scaleFor(ranged))] as const
    })
    made = { of, controls: new Map(controls) }
    parameters.replaceChildren(...controls.map(([, control]) => control.element))
  }
  /** The function that settings name, or that there is where they name none. */
  const chosenIn = ({ fn, expr, ...other }: Settings) => {
    const own = (expr ?? other['fn-module'] ?? other['fn-data']) !== undefined
    const named = fn ?? (own ? undefined : standardFunction)
    return functions.find(({ name }) => name === named)
  }
  const parametersOf = (settings: Settings) => {
    const { expr } = settings
    if (expr !== undefined) return { fn: undefined, names: parametersIn(expr), of: `expr ${parametersIn(expr).join()}` }
    const fn = chosenIn(settings)
    return { fn, names: Object.keys(fn?.parameters ?? {}), of: `fn ${fn?.name}` }
  }
  return {
    element: h(
      'section',
      { 'aria-label': 'Function' },
      h('h2', { textContent: 'Function' }),
      ...[chosen.element, formula, expression.element, parameters, objective.element, domain.element],
    ),
    show({ settings: given }, picture) {
      const fn = chosenIn(given)
      chosen.show(fn?.title ?? '')
      formula.textContent = fn?.formula ?? given['fn-module'] ?? given['fn-data'] ?? ''
      makeParameters(given)
      const shown = (key: string, other = '') => ({
        value: given[key] ?? other,
        changed: given[key] !== undefined,
      })
      expression.show(shown('expr'))
      objective.show(shown('objective', settings.objective?.standard))
      domain.show(shown('domain', picture?.function.domain.join(',')))
      for (const [name, control] of made.controls)
        control.show(shown(`param.${name}`, String(fn?.parameters[name]?.default ?? '')))
    },
  }
}

type Settings = State['settings']

/** What a parameter of a formula begins with. */
const firstValue = '1'

/** The parameters of another function are not those of this one. */
function parameterKeys(settings: Readonly<Record<string, string>>): Readonly<Record<string, undefined>> {
  const keys = Object.keys(settings).filter(key => key.startsWith('param.'))
  return Object.fromEntries(keys.map(key => [key, undefined]))
}

/** Parameters for another formula: those that it has keep their values, new ones begin with the first. */
function parametersFor(formula: string, settings: Settings): Readonly<Record<string, string | undefined>> {
  const own = parametersIn(formula).map(name => [`param.${name}`, settings[`param.${name}`] ?? firstValue] as const)
  return { ...parameterKeys(settings), ...Object.fromEntries(own) }
}
