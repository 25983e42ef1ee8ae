import { freshId, h } from './dom.js'
import { numberText, places, type Scale } from './scales.js'

/** What a control shows. */
export interface Shown {
  readonly value: string
  /** Whether it can be taken back to what it is where nobody says. */
  readonly changed: boolean
}

/** A labelled control; `show` leaves what is being typed alone. */
export interface Control {
  readonly element: HTMLElement
  show(shown: Shown): void
}

/** The control that was used last, and the one that is wrong: each says so under it. */
let used: ((message: string) => void) | undefined
let wrong: ((message: string) => void) | undefined

/** Says what is wrong, under the control that was used last. */
export function blame(message: string): void {
  wrong?.('')
  wrong = used
  wrong?.(message)
}

/** Nothing is wrong any more. */
export function absolve(): void {
  wrong?.('')
  wrong = undefined
}

export interface Wish {
  readonly name: string
  /** One line of what it means. */
  readonly doc: string
  /** Hears a new value; undefined takes it back. */
  change(value: string | undefined): void
}

/** A label, what stands beside it, a way back, a hint below. */
function row({ name, doc, change }: Wish, id: string, fields: readonly HTMLElement[], kind: string) {
  const back = h('button', {
    type: 'button',
    className: 'back',
    textContent: '↺',
    title: 'Take it back',
    'aria-label': `Take ${name} back`,
    on: { click: () => change(undefined) },
  })
  const error = h('p', { className: 'error', id: `${id}-error`, hidden: true })
  const hint = h('p', { className: 'hint', id: `${id}-hint`, textContent: doc })
  const label = h('label', { for: id, textContent: name })
  const element = h('div', { className: `row ${kind}` }, label, ...fields, back, hint, error)
  const described = fields.find(field => field.id === id)
  described?.setAttribute('aria-describedby', `${id}-hint ${id}-error`)
  const refuse = (message: string) => {
    error.textContent = message
    error.hidden = message === ''
    described?.setAttribute('aria-invalid', String(message !== ''))
  }
  for (const event of ['input', 'change', 'click'])
    element.addEventListener(
      event,
      () => {
        used = refuse
      },
      { capture: true },
    )
  return { element, mark: (changed: boolean) => back.classList.toggle('idle', !changed) }
}

/** A text that is typed: it counts as soon as it changes. */
export function textControl(
  wish: Wish,
  more: Readonly<Record<string, unknown>> = {},
  suggestions: readonly string[] = [],
): Control {
  const id = freshId('text')
  const list = h('datalist', { id: `${id}-list` }, ...suggestions.map(value => h('option', { value })))
  const input = h('input', {
    ...{ id, type: 'text', spellcheck: false, autocomplete: 'off', autocapitalize: 'off' },
    ...(suggestions.length > 0 && { list: list.id }),
    ...more,
    on: { input: () => wish.change(input.value === '' ? undefined : input.value) },
  })
  const { element, mark } = row(wish, id, [input], 'wide')
  element.append(list)
  return {
    element,
    show({ value, changed }) {
      if (document.activeElement !== input) input.value = value
      mark(changed)
    },
  }
}

/** A number, with a slider where it has a scale. */
export function numberControl(wish: Wish, scale: Scale | undefined): Control {
  const id = freshId('number')
  const input = h('input', {
    ...{ id, type: 'text', inputMode: 'decimal', spellcheck: false, autocomplete: 'off', className: 'number' },
    on: { input: () => wish.change(input.value === '' ? undefined : input.value.trim()) },
  })
  const slider =
    scale &&
    h('input', {
      ...{ type: 'range', min: '0', max: String(places), step: '1', 'aria-label': `${wish.name}, slider` },
      on: {
        input: () => {
          const text = numberText(scale.value(Number(slider?.value)))
          input.value = text
          wish.change(text)
        },
      },
    })
  const { element, mark } = row(wish, id, [...(slider ? [slider] : []), input], slider ? 'ranged' : 'plain')
  return {
    element,
    show({ value, changed }) {
      if (document.activeElement !== input) input.value = value
      if (slider !== undefined && scale !== undefined) {
        if (document.activeElement !== slider) slider.value = String(scale.place(Number(value)))
        slider.setAttribute('aria-valuetext', value)
      }
      mark(changed)
    },
  }
}

/** One of a few words. */
export function choiceControl(wish: Wish, choices: readonly string[]): Control {
  const id = freshId('choice')
  const select = h(
    'select',
    { id, on: { change: () => wish.change(select.value) } },
    ...choices.map(choice => h('option', { value: choice, textContent: choice })),
  )
  const { element, mark } = row(wish, id, [select], 'plain')
  return {
    element,
    show({ value, changed }) {
      select.value = value
      mark(changed)
    },
  }
}

/** On or off. */
export function switchControl(wish: Wish): Control {
  const id = freshId('switch')
  const input = h('input', {
    id,
    type: 'checkbox',
    role: 'switch',
    on: { change: () => wish.change(String(input.checked)) },
  })
  const { element, mark } = row(wish, id, [input], 'plain')
  return {
    element,
    show({ value, changed }) {
      input.checked = value === 'true'
      mark(changed)
    },
  }
}
