/** A point of the plane. */
export type Point = readonly [x: number, y: number]

/** A closed interval, min < max. */
export type Interval = readonly [min: number, max: number]

/** A rectangle of the plane in function coordinates. */
export interface Domain {
  readonly x: Interval
  readonly y: Interval
}

/** A rectangle of a figure in pixels; y grows downwards. */
export interface Box {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

/**
 * The stretch of the line from one point (0) to another (1) that lies between some limits (Liang and Barsky 1984); undefined
 * where it passes by. Ends far away make it round to 0 or 1.
 */
export function stretchBetween(
  [x0, y0]: Point,
  [x1, y1]: Point,
  { x, y }: Domain,
): { readonly enter: number; readonly leave: number } | undefined {
  const [dx, dy] = [x1 - x0, y1 - y0]
  let [enter, leave] = [0, 1]
  const borders: readonly Point[] = [
    [-dx, x0 - x[0]],
    [dx, x[1] - x0],
    [-dy, y0 - y[0]],
    [dy, y[1] - y0],
  ]
  for (const [towards, distance] of borders) {
    if (towards === 0) {
      if (distance < 0) return undefined
      continue
    }
    const t = distance / towards
    if (towards < 0) enter = Math.max(enter, t)
    else leave = Math.min(leave, t)
  }
  return enter <= leave ? { enter, leave } : undefined
}

/** The point of `domain` that is nearest to `point`: each coordinate for itself. */
export function nearestIn({ x, y }: Domain, [px, py]: Point): Point {
  const between = (v: number, [min, max]: Interval) => Math.min(Math.max(v, min), max)
  return [between(px, x), between(py, y)]
}

/** What two rectangles have in common; undefined where that is nothing. */
export function common(a: Domain, b: Domain): Domain | undefined {
  const both = (p: Interval, q: Interval): Interval => [Math.max(p[0], q[0]), Math.min(p[1], q[1])]
  const [x, y] = [both(a.x, b.x), both(a.y, b.y)]
  return x[0] <= x[1] && y[0] <= y[1] ? { x, y } : undefined
}

/** Whether `point` lies in `domain`, borders included. */
export function inside(domain: Domain, [x, y]: Point): boolean {
  return x >= domain.x[0] && x <= domain.x[1] && y >= domain.y[0] && y <= domain.y[1]
}
