import type { RecordedFile } from '../../records/recorded.js'
import { parseCsv } from './csv.js'
import { parseJson } from './json.js'
import { parseJsonValue } from './jsonvalue.js'
import { parseNdjson } from './ndjson.js'

/** The paths that a text holds as CSV, JSON or NDJSON, whichever it is; `source` names it in errors. */
export function parseRecorded(source: string, text: string): RecordedFile {
  const content = text.startsWith('\ufeff') ? text.slice(1) : text
  if (!/^\s*[[{]/.test(content)) return parseCsv(source, content)
  return isNdjson(content) ? parseNdjson(source, content) : parseJson(source, content)
}

/** Whether the first line is a JSON value, and another follows; or it is a point that stands alone. */
function isNdjson(text: string): boolean {
  const from = text.search(/\S/)
  const end = text.indexOf('\n', from)
  if (end < 0 || !/\S/.test(text.slice(end, end + 1000))) return /^\s*\[\s*[^[{\]]/.test(text)
  return parseJsonValue(text.slice(from, end)) !== undefined
}
