import type { Readable } from 'node:stream'

/** No message is as long. */
export const longestLine = 2 ** 16

/** Tells the lines of a stream as they come, blank ones left out; what is longer than a line can be is told in pieces. */
export function eachLine(stream: Readable, end: RegExp, tell: (line: string) => void): void {
  let begun = ''
  const tellAll = (found: readonly string[]) => {
    for (const line of found) if (line.trim() !== '') tell(line)
  }
  stream.setEncoding('utf8')
  stream.on('data', (chunk: string) => {
    const found = (begun + chunk).split(end)
    begun = found.pop() ?? ''
    tellAll(found)
    if (begun.length <= longestLine) return
    tellAll([begun])
    begun = ''
  })
  stream.once('end', () => tellAll([begun]))
}

/** So many lines wait to be taken before the stream is paused. */
const mostWaiting = 1000

/** The lines of a stream, to be taken one by one. */
export interface Inbox {
  /** The next line; undefined where none came in so many milliseconds, or will. */
  take(patience: number): Promise<string | undefined>
  /** Whether no line will come. */
  ended(): boolean
  /** Nobody waits any longer. */
  close(): void
}

export function inbox(stream: Readable): Inbox {
  const waiting: string[] = []
  let over = false
  let wake = () => {}
  eachLine(stream, /\r?\n/, line => {
    waiting.push(line)
    if (waiting.length > mostWaiting) stream.pause()
    wake()
  })
  const close = () => {
    over = true
    wake()
  }
  stream.once('end', close).once('close', close)

  const next = () => {
    const line = waiting.shift()
    if (stream.isPaused() && waiting.length === 0) stream.resume()
    return line
  }
  return {
    async take(patience) {
      if (waiting.length === 0 && !over) await woken(patience, resolve => (wake = resolve))
      return next()
    },
    ended: () => over && waiting.length === 0,
    close,
  }
}

/** Waits until what `listen` is given is called, but so many milliseconds at most. */
function woken(patience: number, listen: (wake: () => void) => void): Promise<void> {
  return new Promise(resolve => {
    const timer = setTimeout(resolve, patience)
    listen(() => {
      clearTimeout(timer)
      resolve()
    })
  })
}

/** Waits for something, but so many milliseconds at most; whether it has come. */
export async function within(something: Promise<unknown>, patience: number): Promise<boolean> {
  let come = false
  await woken(patience, wake => {
    const came = () => {
      come = true
      wake()
    }
    something.then(came, came)
  })
  return come
}
