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

/** Whether `point` lies in `domain`, borders included. */
export function inside(domain: Domain, [x, y]: Point): boolean {
  return x >= domain.x[0] && x <= domain.x[1] && y >= domain.y[0] && y <= domain.y[1]
}
