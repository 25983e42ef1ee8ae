/** What an element is made with: properties, listeners under `on`, and attributes that have no property. */
export interface Made {
  readonly [property: string]: unknown
  readonly on?: Readonly<Record<string, (event: never) => void>>
}

/** An element with properties (those with a hyphen, `for` and `role` are attributes) and what is in it. */
export function h<K extends keyof HTMLElementTagNameMap>(
  name: K,
  { on = {}, ...properties }: Made = {},
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(name)
  for (const [key, value] of Object.entries(properties)) {
    if (value === undefined) continue
    if (/-|^(for|role|list)$/.test(key)) made.setAttribute(key, String(value))
    else Reflect.set(made, key, value)
  }
  for (const [event, listener] of Object.entries(on)) made.addEventListener(event, listener as EventListener)
  made.append(...children)
  return made
}

let count = 0

/** An id that no other element has. */
export function freshId(word: string): string {
  count += 1
  return `${word}-${count}`
}
