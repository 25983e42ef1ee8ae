import { SaxesParser, type SaxesTagNS } from 'saxes'

/** An element as it is shown: what XML lets one write in several ways is the same here. */
export interface Element {
  /** Without prefix where it is of SVG. */
  readonly name: string
  /** Those of SVG, and `href` of XLink, without prefix; other namespaces are for editors. */
  readonly attributes: ReadonlyMap<string, string>
  readonly children: readonly (Element | string)[]
}

const svgNamespace = 'http://www.w3.org/2000/svg'
const seenNamespaces: ReadonlySet<string> = new Set(['', svgNamespace, 'http://www.w3.org/1999/xlink'])
const xmlNamespace = 'http://www.w3.org/XML/1998/namespace'

/** Deeper than any drawing; elements are compared by functions that call themselves. */
const deepest = 1000

/** Elements whose blanks are drawn; anywhere else those between elements are layout. */
const drawn: ReadonlySet<string> = new Set(['text', 'tspan', 'textPath', 'a'])

interface Open {
  readonly name: string
  readonly attributes: ReadonlyMap<string, string>
  readonly children: (Element | string)[]
  readonly keepsBlanks: boolean
}

/**
 * The root element of an XML text: without comments and instructions, entities resolved, blanks as SVG draws them. Throws an
 * Error that says where it is not well-formed.
 */
export function parseXml(text: string): Element {
  const parser = new SaxesParser({ xmlns: true })
  const open: Open[] = []
  let root: Element | undefined
  let cutShort = false
  parser.on('error', () => {
    if (cutShort) throw new Error('it is cut short')
    throw new Error(`line ${parser.line}, column ${Math.max(1, parser.columnIndex)}, is not well-formed XML`)
  })
  parser.on('doctype', doctype => declareEntities(parser, doctype))
  parser.on('opentag', tag => {
    if (open.length === deepest) throw new Error(`its elements are nested more than ${deepest} deep`)
    open.push(opened(tag, open.at(-1)))
  })
  const addText = (part: string) => {
    const children = open.at(-1)?.children
    const last = children?.at(-1)
    if (typeof last === 'string') children?.splice(-1, 1, last + part)
    else children?.push(part)
  }
  parser.on('text', addText)
  parser.on('cdata', addText)
  parser.on('closetag', () => {
    const closed = open.pop()
    if (closed === undefined) return
    const element = { name: closed.name, attributes: closed.attributes, children: shownChildren(closed) }
    const outer = open.at(-1)
    if (outer === undefined) root = element
    else outer.children.push(element)
  })
  parser.write(text)
  cutShort = true
  parser.close()
  if (root === undefined) throw new Error('it has no element')
  return root
}

/** Entities that the file declares itself, as some drawing programs do with namespaces. They are text, never markup. */
function declareEntities(parser: SaxesParser<{ xmlns: true }>, doctype: string): void {
  for (const [, name = '', , value = ''] of doctype.matchAll(/<!ENTITY\s+([\w.-]+)\s+(["'])(.*?)\2\s*>/gs))
    parser.ENTITIES[name] = value
}

function opened({ prefix, local, uri, attributes }: SaxesTagNS, outer: Open | undefined): Open {
  const seen = new Map<string, string>()
  let keepsBlanks = outer?.keepsBlanks ?? false
  for (const attribute of Object.values(attributes)) {
    if (attribute.uri === xmlNamespace && attribute.local === 'space') keepsBlanks = attribute.value === 'preserve'
    const declares = attribute.prefix === 'xmlns' || attribute.name === 'xmlns'
    if (seenNamespaces.has(attribute.uri) && !declares) seen.set(attribute.local, attribute.value)
  }
  const name = uri === svgNamespace || uri === '' ? local : `${prefix}:${local}`
  return { name, attributes: seen, children: [], keepsBlanks }
}

/** Text with one blank for several, and none at the ends of a text or beside other elements. */
function shownChildren({ name, children, keepsBlanks }: Open): readonly (Element | string)[] {
  if (keepsBlanks) return children
  const inText = drawn.has(name)
  return children.flatMap((child, i): (Element | string)[] => {
    if (typeof child !== 'string') return [child]
    const blanks = child.replaceAll(/\s+/g, ' ')
    if (!inText) return blanks.trim() === '' ? [] : [blanks.trim()]
    const begun = name === 'text' && i === 0 ? blanks.trimStart() : blanks
    const ended = name === 'text' && i === children.length - 1 ? begun.trimEnd() : begun
    return ended === '' ? [] : [ended]
  })
}
