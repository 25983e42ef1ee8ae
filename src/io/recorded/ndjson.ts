import type { RecordedFile } from '../../records/recorded.js'
import { parseJsonValue } from './jsonvalue.js'
import { pointReader } from './points.js'
import { failing, gathering, unusedNote } from './rows.js'

/** The paths of a text with a JSON value a line: [x, y], or an object with x and y. */
export function parseNdjson(source: string, text: string): RecordedFile {
  let line = 0
  const fail = failing(source, () => line)
  const to = gathering()
  const read = pointReader()
  for (const content of linesOf(text)) {
    line++
    if (content.trim() === '') continue
    const value = parseJsonValue(content)
    if (value === undefined) fail(`expected [x, y] or {"x": …, "y": …}, got ${content.trim().slice(0, 60)}`)
    else to.add(read.row(value.json, fail), fail)
  }
  return to.done(fail, unusedNote('key', read.unused()))
}

/** Line by line, without a list of them all. */
function* linesOf(text: string): Generator<string> {
  for (let from = 0; from < text.length; ) {
    const end = text.indexOf('\n', from)
    yield text.slice(from, end < 0 ? undefined : end)
    from = end < 0 ? text.length : end + 1
  }
}
