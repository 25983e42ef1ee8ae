import type { Tolerance } from '../tolerance.js'
import { compareReferences, compareSheets } from './embedded.js'
import { type Child, groupIn, inGroup, nameOf, shown } from './names.js'
import { pairs } from './pairs.js'
import { cornersOf, type Placing, placed } from './placing.js'
import { initialOf, propertiesOf } from './properties.js'
import { identity, stretch } from './transform.js'
import { compareValues, type Telling } from './values.js'
import type { Element } from './xml.js'

/** One thing that differs. */
export interface SvgDifference {
  /** The named group that it is in, if any. */
  readonly group: string | undefined
  readonly told: Telling
  /** Told last: where a person sees it, a text differs, too. */
  readonly font?: true
}

/** An element of both files: where it is. */
interface Both {
  readonly a: Element
  readonly b: Element
  readonly parent?: Element
  readonly group: string | undefined
  readonly placing: Placing
}

/** Elements that are not drawn: the stored recipe and the description. */
const unseen: ReadonlySet<string> = new Set(['metadata', 'desc'])

/** Attributes that are what an element shows: its lines, its picture. */
const content: ReadonlySet<string> = new Set(['d', 'href'])

const seen = ({ children }: Element) => children.filter(child => typeof child === 'string' || !unseen.has(child.name))

/** Everything in which two drawings differ, in the order of the files. */
export function differencesOf(expected: Element, actual: Element, tolerance: Tolerance): readonly SvgDifference[] {
  const corners = cornersOf(expected)
  const known = new WeakMap<Element, Map<Element, readonly SvgDifference[]>>()

  /** Two elements are compared to find what belongs together, and to tell: once for all. */
  const differences = (both: Both): readonly SvgDifference[] => {
    const others = known.get(both.a) ?? new Map<Element, readonly SvgDifference[]>()
    const found = others.get(both.b) ?? compared(both)
    known.set(both.a, others.set(both.b, found))
    return found
  }

  const compared = (both: Both): readonly SvgDifference[] => {
    const { a, b, parent, group, placing } = both
    if (a.name !== b.name)
      return [{ group, told: () => `${shown(a, b)} expected, got ${shown(b, a)}${inGroup(group)}` }]
    const { inside, told } = placed(a, b, placing, corners, tolerance)
    const own = told === undefined ? [] : [['transform', told] as const]
    const properties = [...own, ...compareProperties(a, b, tolerance, stretch(inside[0]))]
    return [
      ...properties.map(([name, how]) => ({
        group,
        told: () => `${content.has(name) ? '' : `${name} of `}${nameOf(a, parent)}${inGroup(group)}: ${how()}`,
      })),
      ...(a.name === 'style' ? compareStyles(a, b) : children(both, inside)),
    ]
  }

  const children = ({ a, b, group: outer }: Both, placing: Placing): readonly SvgDifference[] => {
    const group = groupIn(a, outer)
    const between = (x: Child, y: Child): readonly SvgDifference[] => {
      if (typeof x !== 'string' && typeof y !== 'string') return differences({ a: x, b: y, parent: a, group, placing })
      const where = () => `<${a.name}>${inGroup(group)}`
      return x === y ? [] : [{ group, told: () => `${where()}: ${shown(x, y)} expected, got ${shown(y, x)}` }]
    }
    return pairs(seen(a), seen(b), (x, y) => between(x, y).length === 0, alike).flatMap(([x, y]) => {
      if (x !== undefined && y !== undefined) return between(x, y)
      return [{ group, told: () => `${shown(x, y)} expected, got ${shown(y, x)}${inGroup(group)}` }]
    })
  }

  return differences({ a: expected, b: actual, group: undefined, placing: [identity, identity] })
}

/** Whether two are the same thing, though it may look different. */
function alike(a: Child, b: Child): boolean {
  if (typeof a === 'string' || typeof b === 'string') return typeof a === typeof b
  return a.name === b.name && ['class', 'id'].every(name => a.attributes.get(name) === b.attributes.get(name))
}

/** The properties in which two elements differ, but for their transforms; a pixel of theirs is `scale` of the picture. */
function compareProperties(
  a: Element,
  b: Element,
  tolerance: Tolerance,
  scale: number,
): readonly (readonly [name: string, told: Telling])[] {
  const [said, others] = [propertiesOf(a), propertiesOf(b)]
  const names = new Set([...said.keys(), ...others.keys()])
  names.delete('transform')
  return [...names].flatMap(name => {
    const [value, other] = [said.get(name) ?? initialOf(name), others.get(name) ?? initialOf(name)]
    const references = name === 'href' && value !== undefined && other !== undefined
    const told = references
      ? compareReferences(value, other, tolerance)
      : compareValues(a.name, name, value, other, tolerance, scale)
    return told === undefined ? [] : [[name, told] as const]
  })
}

function compareStyles(a: Element, b: Element): readonly SvgDifference[] {
  const [css, other] = [a, b].map(({ children }) => children.filter(child => typeof child === 'string').join(' '))
  const { rules, fonts } = compareSheets(css ?? '', other ?? '')
  return [
    ...(rules === undefined ? [] : [{ group: undefined, told: () => `<style>: ${rules()}` }]),
    ...(fonts === undefined ? [] : [{ group: undefined, told: fonts, font: true as const }]),
  ]
}
