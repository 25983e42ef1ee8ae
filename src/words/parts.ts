/** The parts of a text between separators; what stands in parentheses, which are closed somewhere, is not parted. */
export function partsBetween(text: string, separator: RegExp): readonly string[] {
  const parts: string[] = []
  const next = new RegExp(separator.source, 'y')
  let [depth, from] = [0, 0]
  for (let at = 0; at < text.length; at++) {
    const letter = text[at]
    if (letter === '(' && text.indexOf(')', at) >= 0) depth++
    else if (letter === ')') depth = Math.max(0, depth - 1)
    next.lastIndex = at
    const [found] = (depth === 0 && next.exec(text)) || []
    if (found === undefined) continue
    parts.push(text.slice(from, at))
    from = at + found.length
    at = from - 1
  }
  return [...parts, text.slice(from)]
}
