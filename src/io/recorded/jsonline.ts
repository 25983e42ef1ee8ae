/** Where something is in a JSON document: keys, and indices of lists. */
export type JsonPath = readonly (string | number)[]

/** The line that a value of a well-formed JSON text begins in. Looks through the text: for errors only. */
export function lineAt(text: string, path: JsonPath): number {
  let at = skipBlanks(text, 0)
  for (const step of path) {
    const inside = typeof step === 'number' ? itemAt(text, at, step) : memberAt(text, at, step)
    if (inside === undefined) break
    at = inside
  }
  return text.slice(0, at).split('\n').length
}

function itemAt(text: string, list: number, index: number): number | undefined {
  if (text[list] !== '[') return undefined
  let at = skipBlanks(text, list + 1)
  for (let i = 0; i < index; i++) {
    at = skipBlanks(text, endOf(text, at))
    if (text[at] !== ',') return undefined
    at = skipBlanks(text, at + 1)
  }
  return at
}

function memberAt(text: string, object: number, key: string): number | undefined {
  if (text[object] !== '{') return undefined
  for (let at = skipBlanks(text, object + 1); text[at] === '"'; ) {
    const end = endOf(text, at)
    const value = skipBlanks(text, skipBlanks(text, end) + 1)
    if (JSON.parse(text.slice(at, end)) === key) return value
    at = skipBlanks(text, skipBlanks(text, endOf(text, value)) + 1)
  }
  return undefined
}

function skipBlanks(text: string, at: number): number {
  let end = at
  while (end < text.length && /\s/.test(text[end] ?? '')) end++
  return end
}

/** Behind the value that begins at a place: brackets are counted, but for those in texts. */
function endOf(text: string, begin: number): number {
  const token = /"(?:[^"\\]|\\.)*"|[[{]|[\]}]|[^\s,:[\]{}"]+/g
  token.lastIndex = begin
  for (let depth = 0; ; ) {
    const found = token.exec(text)
    if (found === null) return text.length
    if (/^[[{]/.test(found[0])) depth++
    if (/^[\]}]/.test(found[0])) depth--
    if (depth <= 0) return token.lastIndex
  }
}
