import { pathLines } from './pathdistance.js'
import { parseTransform } from './transform.js'
import type { Element } from './xml.js'

/** What texts inherit in figures of optviz's. */
const inherited: readonly string[] = ['font-family', 'font-size']

/**
 * A drawing in which texts themselves say the font that they inherit, and paths in whole numbers under a scale are in pixels: as
 * figures have them that are stored in another way.
 */
export function plain(element: Element, outer: ReadonlyMap<string, string> = new Map()): Element {
  const { name, attributes } = element
  if (name === 'path') return { ...element, attributes: inPixels(attributes) }
  const font = new Map([...outer, ...[...attributes].filter(([key]) => inherited.includes(key))])
  const children = element.children.map(child => (typeof child === 'string' ? child : plain(child, font)))
  if (name === 'tspan') return { ...element, children }
  const own = [...attributes].filter(([key]) => !inherited.includes(key))
  return { ...element, children, attributes: new Map(name === 'text' ? [...own, ...font] : own) }
}

type Attributes = Element['attributes']

/** What is measured in the units of a path. */
const lengths = ['stroke-width', 'stroke-dasharray', 'stroke-dashoffset']

/** The attributes of a path without its scale, where it has nothing but that. */
function inPixels(attributes: Attributes): Attributes {
  const [scale = 1, b, c, d, e, f] = parseTransform(attributes.get('transform') ?? '') ?? []
  const lines = scale === 1 ? undefined : pathLines(attributes.get('d') ?? '')
  const uniform = scale > 0 && d === scale && [b, c, e, f].every(value => value === 0)
  if (lines === undefined || !uniform || attributes.has('style')) return attributes
  const scaled = (value: number) => Number((value * scale).toPrecision(12))
  const moved = new Map(attributes)
  moved.delete('transform')
  moved.set('d', lines.map(line => `M${line.map(([x, y]) => `${scaled(x)} ${scaled(y)}`).join('L')}`).join(''))
  for (const name of lengths) {
    const value = attributes.get(name)
    if (value !== undefined)
      moved.set(
        name,
        value.replaceAll(/[\d.]+/g, number => String(scaled(Number(number)))),
      )
  }
  return moved
}
