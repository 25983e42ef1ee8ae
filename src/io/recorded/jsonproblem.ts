/** What a JSON text has at a place where something else is expected. */
export interface JsonProblem {
  readonly line: number
  readonly message: string
}

const tokens =
  /[\s]+|"(?:[^"\\\n\r]|\\.)*"|[-+]?(?:NaN|Infinity)\b|-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?|true|false|null|[[\]{}:,]/y

/** What may come where, and how it is called. */
const expected = {
  value: 'a value',
  item: 'a value or ]',
  key: 'a key in double quotes',
  firstKey: 'a key in double quotes or }',
  colon: 'a colon',
  next: 'a comma or the end of the list',
  nextKey: 'a comma or the end of the object',
  nothing: 'nothing more',
}

type State = keyof typeof expected

/** Where a text stops being JSON, which JavaScript does not always say. */
export function jsonProblem(text: string): JsonProblem {
  const open: string[] = []
  const after = (): State => (open.length === 0 ? 'nothing' : open.at(-1) === '[' ? 'next' : 'nextKey')
  let state: State = 'value'
  let at = 0
  while (at < text.length) {
    tokens.lastIndex = at
    const token = tokens.exec(text)?.[0]
    if (token === undefined) break
    if (token.trim() !== '') {
      const next: State | undefined = follow(state, token, open, after)
      if (next === undefined) break
      state = next
    }
    at += token.length
  }
  const whole = text.trimEnd()
  if (at >= whole.length)
    return { line: whole.split('\n').length, message: `the JSON is cut short: expected ${expected[state]}` }
  const found = text.slice(at, at + 40).replaceAll(/\s+/g, ' ')
  return {
    line: text.slice(0, at).split('\n').length,
    message: `it is no JSON: expected ${expected[state]}, got ${found}`,
  }
}

/** What is expected behind a token; undefined where it may not stand. `open` are the brackets that it stands in. */
function follow(state: State, token: string, open: string[], after: () => State): State | undefined {
  const ends = (token === ']' && (state === 'item' || state === 'next')) || (token === '}' && /ey$/i.test(state))
  if (ends && state !== 'key') {
    open.pop()
    return after()
  }
  if (token === ',') return state === 'next' ? 'value' : state === 'nextKey' ? 'key' : undefined
  if (state === 'colon') return token === ':' ? 'value' : undefined
  if (state === 'key' || state === 'firstKey') return token.startsWith('"') ? 'colon' : undefined
  if ((state !== 'value' && state !== 'item') || /^[\]}:]/.test(token)) return undefined
  if (token !== '[' && token !== '{') return after()
  open.push(token)
  return token === '[' ? 'item' : 'firstKey'
}
