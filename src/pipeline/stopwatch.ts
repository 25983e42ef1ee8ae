/** Seconds by phase: each `lap` names the time since the one before. */
export interface Stopwatch {
  lap(name: string): void
  seconds(): Readonly<Record<string, number>>
}

export function stopwatch(): Stopwatch {
  const laps: Record<string, number> = {}
  let last = performance.now()
  return {
    lap(name) {
      const now = performance.now()
      laps[name] = Math.round(now - last) / 1000
      last = now
    },
    seconds: () => ({ ...laps }),
  }
}
