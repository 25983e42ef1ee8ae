import { fstatSync } from 'node:fs'
import { RuntimeFailure } from '../../errors.js'
import { codeOf, reason } from '../../io/files/reason.js'
import { writeAll } from '../../io/files/through.js'

/**
 * Writes to stdout or stderr; all that optviz says goes through here. A reader that went away (`optviz list … | head`) is no
 * failure. What stdout does not take otherwise, such as on a full disk, is a RuntimeFailure; what stderr does not take costs
 * nothing but the words.
 */
export function send(stream: NodeJS.WriteStream, content: string | Uint8Array): void {
  const error = stream === process.stderr
  try {
    if (waitsItself(stream)) listened(stream).write(content)
    else writeAll(error ? 2 : 1, content)
  } catch (failure) {
    if (!error && codeOf(failure) !== 'EPIPE') throw new RuntimeFailure(`cannot write to stdout: ${reason(failure)}`)
  }
}

/** Waits until what was sent has gone out; a pipe takes its time. */
export function sent(stream: NodeJS.WriteStream): Promise<void> {
  const open = !stream.destroyed && stream.writableLength > 0
  return new Promise(resolve => (open ? stream.write('', () => resolve()) : resolve()))
}

/**
 * Pipes and sockets, in which nothing fails but the reader, and Windows' terminals, which have an encoding of their own. Of a
 * file or device Node's streams do not notice that it took a part only.
 */
function waitsItself(stream: NodeJS.WriteStream): boolean {
  // Any other stream is only written to: what is behind it is not known.
  if (stream !== process.stdout && stream !== process.stderr) return true
  if (stream.isTTY) return process.platform === 'win32'
  const stats = fstatSync(stream === process.stderr ? 2 : 1)
  return stats.isFIFO() || stats.isSocket()
}

const heard = new Set<NodeJS.WriteStream>()

/** The stream, whose failures go to a listener: without one they end the process. */
function listened(stream: NodeJS.WriteStream): NodeJS.WriteStream {
  if (!heard.has(stream)) stream.on('error', () => {})
  heard.add(stream)
  return stream
}
