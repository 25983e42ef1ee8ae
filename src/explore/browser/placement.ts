/** A part of the plane. */
export type View = readonly [xMin: number, xMax: number, yMin: number, yMax: number]

/** What a picture would show of another domain, as it shows `view` of its own: the aspect of a plot can want more of the plane. */
export function viewFor(domain: View, own: View, view: View): View {
  const along = (at: 0 | 2): readonly [number, number] => {
    const [low, high, ownLow, ownHigh] = [domain[at], domain[at + 1], own[at], own[at + 1]] as View
    const scale = (high - low) / (ownHigh - ownLow)
    const [first, last] = [view[at], view[at + 1]] as [number, number]
    return [low + (first - ownLow) * scale, high + (last - ownHigh) * scale]
  }
  return [...along(0), ...along(2)]
}

/** Where a picture of one view lies in that of another: so many times as large, moved by parts of the plot, from its upper left. */
export function placement([xMin, xMax, yMin, yMax]: View, [left, right, bottom, top]: View) {
  const across = (xMax - xMin) / (right - left)
  const down = (yMax - yMin) / (top - bottom)
  const shift = [(xMin - left) / (right - left), (top - yMax) / (top - bottom)] as const
  return { across, down, shift }
}
