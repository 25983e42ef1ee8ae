import { visible } from '../../words/visible.js'
import { duration } from '../../words/words.js'
import { send } from './streams.js'

/** A bar on a terminal that shows how much of a known amount is done; nothing anywhere else. */
export interface Progress {
  /** One more is done, or several. */
  tick(name: string, more?: number): void
  /** Takes the bar away; other lines can follow, and the next tick shows it again. */
  clear(): void
}

const width = 24

export function progress(total: number, stream: NodeJS.WriteStream): Progress {
  if (!stream.isTTY || total === 0) return { tick: () => {}, clear: () => {} }
  const began = performance.now()
  let done = 0
  return {
    tick(name, more = 1) {
      done += more
      const filled = Math.round((done / total) * width)
      const left = ((performance.now() - began) / done) * (total - done)
      const bar = '█'.repeat(filled) + '░'.repeat(width - filled)
      const line = `${bar} ${done}/${total}${done < total ? `, ${duration(Math.ceil(left / 1000))} left` : ''} ${visible(name)}`
      send(stream, `\r\u001b[K${line.slice(0, (stream.columns || 80) - 1)}`)
    },
    clear() {
      send(stream, '\r\u001b[K')
    },
  }
}
