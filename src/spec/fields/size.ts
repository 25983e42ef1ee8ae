import type { Length } from '../../records/scene.js'
import { toNumber } from '../../words/numbers.js'
import { type Parse, refuse, shaped } from './kinds.js'

/** Millimetres, centimetres, inches or points; pixels where nothing is said. */
const unitsPerInch: Readonly<Record<Length, number>> = { mm: 25.4, cm: 2.54, in: 1, pt: 72 }

/** A figure's width and height, in pixels at scale 1 where no unit is given. */
export type Size = readonly [width: number, height: number, unit?: Length]

/** CSS's pixels of an inch. */
const pixelsPerInch = 96

/** A size in pixels at scale 1. */
export function pixelsOf([width, height, unit]: Size): readonly [width: number, height: number] {
  const pixels = unit === undefined ? 1 : pixelsPerInch / unitsPerInch[unit]
  return [width * pixels, height * pixels]
}

/** A size as a flag has it: `800x720`, `85x75mm`. */
export function sizeText([width, height, unit]: Size): string {
  return `${width}x${height}${unit ?? ''}`
}

/** How many pixels of a file one pixel of a figure becomes, so that there are so many to the inch. */
export function scaleAt(dpi: number): number {
  return dpi / pixelsPerInch
}

const least = 40
const most = 16_000

/** A width or height in pixels that a figure can have, 40 to 16000. */
const pixels = '\\s*(4\\d|[5-9]\\d|\\d{3,4}|1[0-5]\\d{3}|16000)\\s*'
const units = Object.keys(unitsPerInch)
const length = '\\s*\\d+(\\.\\d+)?\\s*'
const unit = `(${units.join('|')})`
const shape = {
  anyOf: [
    { type: 'string', pattern: `^${pixels}(px)?\\s*[xX×,]${pixels}(px)?\\s*$` },
    { type: 'string', pattern: `^${length}${unit}?\\s*[xX×,]${length}${unit}\\s*$` },
    { type: 'array', items: { type: 'integer', minimum: least, maximum: most }, minItems: 2, maxItems: 2 },
    {
      type: 'array',
      items: [{ type: 'number' }, { type: 'number' }, { enum: units }],
      ...{ minItems: 3, maxItems: 3, additionalItems: false },
    },
  ],
}

const written = /^\s*([\d.]+)\s*(px|mm|cm|in|pt)?\s*[x×,]\s*([\d.]+)\s*(px|mm|cm|in|pt)?\s*$/i

/** A width and a height: in pixels, or on paper with a unit, which stands behind both or the second. */
export const size: Parse<Size> = shaped(shape, (raw, name) => {
  const [, first, own, second, last = ''] = (typeof raw === 'string' ? written.exec(raw) : null) ?? []
  const parts = typeof raw === 'string' ? [first, second, last] : Array.isArray(raw) ? raw : []
  const [width, height] = parts.slice(0, 2).map(toNumber)
  const named = String(parts[2] ?? '').toLowerCase()
  const agreed = own === undefined || own.toLowerCase() === named
  const known = named === '' || named === 'px' || units.includes(named)
  const given = parts.length > 1 && parts.length < 4 && known && agreed
  if (!given || width === undefined || height === undefined)
    return refuse(name, `WxH in pixels, or with ${units.join(', ')} behind it such as 85x75mm`, raw)
  const unit = units.find((one): one is Length => one === named)
  const value: Size = unit === undefined ? [width, height] : [width, height, unit]
  const fits = (side: number) => side >= least && side <= most && (unit !== undefined || Number.isInteger(side))
  if (pixelsOf(value).every(fits)) return value
  const expected = unit === undefined ? 'WxH in pixels, each' : `WxH${unit}, each side 96 pixels an inch,`
  return refuse(name, `${expected} from ${least} to ${most}`, raw)
})
