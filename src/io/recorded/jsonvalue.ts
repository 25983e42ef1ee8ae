/**
 * A JSON value; undefined where a text is none. Python writes NaN and Infinity, which JSON lacks: they are read as texts.
 */
export function parseJsonValue(text: string): { readonly json: unknown } | undefined {
  return plain(text) ?? plain(text.replaceAll(/"(?:[^"\\]|\\.)*"|[-+]?\b(?:NaN|Infinity)\b/g, quoted))
}

function plain(text: string): { readonly json: unknown } | undefined {
  try {
    return { json: JSON.parse(text) }
  } catch {
    return undefined
  }
}

function quoted(word: string): string {
  return word.startsWith('"') ? word : `"${word}"`
}
