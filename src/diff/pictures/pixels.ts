/** A picture: RGBA, row-major, top row first, 4 × width × height bytes, opacity not multiplied in. */
export interface Pixels {
  readonly width: number
  readonly height: number
  readonly data: Uint8Array
}

/** More than any figure has (16,000 × 16,000); a file that claims more would only use up memory. */
export const mostPixels = 256_000_000

/** The picture on a larger white sheet, at its top left. */
export function padded({ width, height, data }: Pixels, toWidth: number, toHeight: number): Pixels {
  if (width === toWidth && height === toHeight) return { width, height, data }
  const sheet = new Uint8Array(4 * toWidth * toHeight).fill(255)
  for (let row = 0; row < height; row++)
    sheet.set(data.subarray(4 * row * width, 4 * (row + 1) * width), 4 * row * toWidth)
  return { width: toWidth, height: toHeight, data: sheet }
}
