/** A decimal number as people and files write it, or ±inf, which YAML writes .inf; undefined for any other text. */
export function parseNumber(text: string): number | undefined {
  const word = text.trim().toLowerCase()
  const infinite = /^([+-]?)\.?inf(?:inity)?$/.exec(word)
  if (infinite !== null) return infinite[1] === '-' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY
  return /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/.test(word) ? Number(word) : undefined
}

/** A finite number from a number or its text; undefined for anything else. */
export function toNumber(raw: unknown): number | undefined {
  const value = typeof raw === 'string' ? parseNumber(raw) : raw
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined
}
