/** What a terminal obeys or does not show: control characters, line and paragraph separators, turns of the direction of text. */
const unseen = /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/gu

const letters: ReadonlyMap<string, string> = new Map([
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
])

/** A text as it may stand in one line of a terminal: what such a line cannot show is spelled, `\n`, `\x1b`, `\u202e`. */
export function visible(text: string): string {
  return text.replaceAll(unseen, character => {
    const code = character.charCodeAt(0).toString(16)
    return letters.get(character) ?? (code.length > 2 ? `\\u${code.padStart(4, '0')}` : `\\x${code.padStart(2, '0')}`)
  })
}

/** A JSON text with the same spelled inside its strings, as JSON spells it; the line breaks between its values stay. */
export function visibleJson(json: string): string {
  return json.replaceAll(unseen, character =>
    character === '\n' ? character : `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}
