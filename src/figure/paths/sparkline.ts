import { lossScale } from './losscurve.js'

const bars = '▁▂▃▄▅▆▇█'

/**
 * A line of text of at most `width` characters that shows how values go: lowest ▁, highest █, on the loss curve's scale
 * (logarithmic where that helps); `×` where a value is infinite or not a number.
 */
export function sparkline(values: Float32Array, width = 40): string {
  const scale = lossScale([values])
  const count = Math.min(width, values.length)
  return Array.from({ length: count }, (_, i) => {
    const at = count === 1 ? values.length - 1 : Math.round((i * (values.length - 1)) / (count - 1))
    const value = values[at] ?? Number.NaN
    if (!Number.isFinite(value) || scale === undefined) return '×'
    const height = scale.low === scale.high ? 0 : scale.position(value)
    return bars[Math.max(0, Math.min(bars.length - 1, Math.floor(height * bars.length)))] ?? ''
  }).join('')
}
