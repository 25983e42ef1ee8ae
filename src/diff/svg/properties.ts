import type { Element } from './xml.js'

/** What is not said has this value. */
const initial: ReadonlyMap<string, string> = new Map([
  ...['x', 'y', 'cx', 'cy', 'dx', 'dy'].map(name => [name, '0'] as const),
  ['opacity', '1'],
  ['transform', ''],
])

export const initialOf = (name: string): string | undefined => initial.get(name)

/** What is said of an element: its attributes, and its style, which takes the place of attributes of the same name. */
export function propertiesOf({ attributes }: Element): ReadonlyMap<string, string> {
  const said = new Map([...attributes, ...declarations(attributes.get('style') ?? '')])
  said.delete('style')
  return said
}

/** The declarations of a style attribute. A semicolon inside quotes or brackets, as in a data URI, ends none. */
function declarations(style: string): readonly (readonly [name: string, value: string])[] {
  const seen = style.replaceAll(/\/\*.*?\*\//gs, ' ')
  return [...seen.matchAll(/(?:[^;"'()]+|"[^"]*"|'[^']*'|\([^)]*\))+/g)].flatMap(([declaration]) => {
    const colon = declaration.indexOf(':')
    return colon < 0 ? [] : [[declaration.slice(0, colon).trim(), declaration.slice(colon + 1).trim()] as const]
  })
}
