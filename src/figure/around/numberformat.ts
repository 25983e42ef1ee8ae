import { max } from 'd3-array'
import { format, precisionFixed } from 'd3-format'

const superscripts = '⁰¹²³⁴⁵⁶⁷⁸⁹'

/** 10 to a power, as text: 10⁻³. */
function powerOfTen(exponent: number): string {
  const digits = Array.from(String(Math.abs(exponent)), d => superscripts[Number(d)] ?? '').join('')
  return `10${exponent < 0 ? '⁻' : ''}${digits}`
}

/**
 * A number for people: `digits` significant digits, a true minus sign, powers of ten from `large` on and below a thousandth.
 */
export function formatNumber(value: number, digits = 4, large = 1e5): string {
  if (Number.isNaN(value)) return 'undefined'
  if (!Number.isFinite(value)) return value > 0 ? '∞' : '−∞'
  const magnitude = Math.abs(value)
  if (magnitude !== 0 && (magnitude >= large || magnitude < 1e-3)) {
    const [mantissa = '', exponent = '0'] = value.toExponential(digits - 1).split('e')
    const shortened = String(Number(mantissa)).replace('-', '−')
    const power = powerOfTen(Number(exponent))
    return shortened === '1' ? power : shortened === '−1' ? `−${power}` : `${shortened}×${power}`
  }
  return String(Number(value.toPrecision(digits))).replace('-', '−')
}

/** A formatter for the ticks of a linear axis: as many decimals as their step needs, the same for all. */
export function tickFormatter(ticks: readonly number[]): (value: number) => string {
  const [first, second] = ticks
  const largest = max(ticks, Math.abs) ?? 0
  if (first === undefined || second === undefined || largest >= 1e5 || largest < 1e-2) return v => formatNumber(v, 6)
  return format(`.${precisionFixed(Math.abs(second - first))}f`)
}
