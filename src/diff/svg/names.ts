import { quoted } from './values.js'
import type { Element } from './xml.js'

/** What an element holds. */
export type Child = Element | string

/** The group that the content of an element belongs to: the one that it names, or the one that it lies in. */
export function groupIn({ name, attributes }: Element, outer: string | undefined): string | undefined {
  return name === 'g' ? (attributes.get('class') ?? attributes.get('id') ?? outer) : outer
}

export const inGroup = (group: string | undefined): string => (group === undefined ? '' : ` in "${group}"`)

/** A child as a person may find it: `group "legend"`, `<circle>`, or, where its parent has several, `<circle> 3`. */
export function nameOf(child: Element, parent?: Element): string {
  const name = plainName(child)
  const alike = parent?.children.filter(other => typeof other !== 'string' && plainName(other) === name) ?? []
  return alike.length > 1 ? `${name} ${alike.indexOf(child) + 1}` : name
}

function plainName(element: Element): string {
  const group = groupIn(element, undefined)
  return group === undefined ? `<${element.name}>` : `group "${group}"`
}

/** A child, or that there is none: a text by itself, an element by its name and the text in it. */
export function shown(child: Child | undefined, other: Child | undefined): string {
  if (child === undefined) return 'nothing'
  if (typeof child === 'string') return quoted(child, typeof other === 'string' ? other : undefined)
  const text = child.children.filter(inner => typeof inner === 'string').join(' ')
  return text === '' || child.name === 'style' ? plainName(child) : `${plainName(child)} ${quoted(text, undefined)}`
}
