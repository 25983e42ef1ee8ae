import { digitsWithin } from './digits.js'

const superscripts = '⁰¹²³⁴⁵⁶⁷⁸⁹'

/** 10 to a power, as text: 10⁻³. */
export function powerOfTen(exponent: number): string {
  const digits = Array.from(String(Math.abs(exponent)), d => superscripts[Number(d)] ?? '').join('')
  return `10${exponent < 0 ? '⁻' : ''}${digits}`
}

/**
 * A number for people: `digits` significant digits, a true minus sign, powers of ten from `large` on and below a thousandth.
 * Who asks for more than six digits gets to see them before the power of ten.
 */
export function formatNumber(value: number, digits = 4, large = 1e5): string {
  if (Number.isNaN(value)) return 'undefined'
  if (!Number.isFinite(value)) return value > 0 ? '∞' : '−∞'
  const magnitude = Math.abs(value)
  const limit = digits > 6 ? Math.max(large, 1e9) : large
  if (magnitude !== 0 && (magnitude >= limit || magnitude < 1e-3)) {
    const [mantissa = '', exponent = '0'] = value.toExponential(digits - 1).split('e')
    const shortened = String(Number(mantissa)).replace('-', '−')
    const power = powerOfTen(Number(exponent))
    return shortened === '1' ? power : shortened === '−1' ? `−${power}` : `${shortened}×${power}`
  }
  return String(Number(value.toPrecision(digits))).replace('-', '−')
}

/** A number with at least `least` digits, and as many more as tell it from what is around it, within an extent. */
export function formatWithin(value: number, extent: number, least = 4, large = 1e5): string {
  return formatNumber(value, digitsWithin(value, extent, least), large)
}
