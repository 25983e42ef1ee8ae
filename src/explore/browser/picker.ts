import { own } from '../../own.js'
import { freshId, h } from './dom.js'

/** Something to choose, under the heading of its group. */
export interface Option {
  readonly name: string
  readonly title: string
  readonly group: string
}

/** A field in which one searches a grouped list, as ARIA has comboboxes. */
export interface Picker {
  readonly element: HTMLElement
  /** Shows what is chosen. */
  show(text: string): void
}

/** Whether each word of a search is in an option's name, title or group. */
function fits({ name, title, group }: Option, search: string): boolean {
  const text = `${name} ${title} ${group}`.toLowerCase()
  return search
    .toLowerCase()
    .split(/\s+/)
    .every(word => text.includes(word))
}

export function picker(
  label: string,
  placeholder: string,
  options: readonly Option[],
  choose: (name: string) => void,
): Picker {
  const id = freshId('picker')
  const list = h('div', { id: `${id}-list`, className: 'options', role: 'listbox', 'aria-label': label, hidden: true })
  const input = h('input', {
    ...{ id, type: 'text', role: 'combobox', placeholder, spellcheck: false, autocomplete: 'off', 'aria-label': label },
    ...{ 'aria-expanded': 'false', 'aria-controls': list.id, 'aria-autocomplete': 'list' },
  })
  let chosen = ''
  let offered: readonly { readonly option: Option; readonly item: HTMLElement }[] = []
  let at = -1

  const close = () => {
    list.hidden = true
    input.setAttribute('aria-expanded', 'false')
    input.removeAttribute('aria-activedescendant')
    input.value = chosen
  }
  const mark = (next: number) => {
    offered[at]?.item.setAttribute('aria-selected', 'false')
    at = offered.length === 0 ? -1 : (next + offered.length) % offered.length
    const item = offered[at]?.item
    item?.setAttribute('aria-selected', 'true')
    item?.scrollIntoView({ block: 'nearest' })
    if (item) input.setAttribute('aria-activedescendant', item.id)
  }
  const take = (name: string) => {
    close()
    choose(name)
  }
  const open = (search: string) => {
    const found = options.filter(option => fits(option, search))
    offered = found.map((option, i) => ({ option, item: itemOf(option, `${id}-${i}`, take) }))
    const groups = [...new Set(found.map(({ group }) => group))]
    list.replaceChildren(
      ...groups.map(group =>
        h(
          'div',
          { role: 'group', 'aria-label': group },
          h('div', { className: 'group', 'aria-hidden': 'true', textContent: group }),
          ...offered.flatMap(({ option, item }) => (option.group === group ? [item] : [])),
        ),
      ),
      ...(found.length === 0 ? [h('div', { className: 'none', textContent: 'nothing of that name' })] : []),
    )
    // In the order in which they stand.
    offered = groups.flatMap(group => offered.filter(({ option }) => option.group === group))
    list.hidden = false
    input.setAttribute('aria-expanded', 'true')
    at = -1
    mark(Math.max(0, search === '' ? offered.findIndex(({ option }) => option.title === chosen) : 0))
  }
  const keys: Readonly<Record<string, () => void>> = {
    ArrowDown: () => (list.hidden ? open('') : mark(at + 1)),
    ArrowUp: () => (list.hidden ? open('') : mark(at - 1)),
    Enter: () => {
      const option = offered[at]?.option
      if (!list.hidden && option !== undefined) take(option.name)
    },
    Escape: close,
  }
  input.addEventListener('input', () => open(input.value))
  input.addEventListener('click', () => {
    if (!list.hidden) return
    input.select()
    open('')
  })
  input.addEventListener('blur', close)
  input.addEventListener('keydown', event => {
    const act = own(keys, event.key)
    if (act === undefined) return
    event.preventDefault()
    act()
  })
  return {
    element: h('div', { className: 'picker' }, input, list),
    show(text) {
      chosen = text
      if (list.hidden) input.value = text
    },
  }
}

function itemOf({ name, title }: Option, id: string, take: (name: string) => void): HTMLElement {
  const code = title.toLowerCase() === name ? [] : [h('code', { textContent: name })]
  const item = h('div', { id, role: 'option', 'aria-selected': 'false' }, h('span', { textContent: title }), ...code)
  // Before the field loses the focus, which closes the list.
  item.addEventListener('pointerdown', event => {
    event.preventDefault()
    take(name)
  })
  return item
}
