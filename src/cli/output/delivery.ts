import { type Format, isFilm } from '../../formats.js'
import { writeFiles } from '../../io/files/atomic.js'
import { isStdout, type Target, targetOf } from '../../io/files/target.js'
import { writeThrough } from '../../io/files/through.js'
import type { Drawing } from '../../pipeline/drawing.js'
import { type Content, encode, encodeFrames, type OnFrame } from '../../pipeline/encode.js'
import { counted } from '../../words/words.js'
import { bar } from '../talk/bar.js'
import { send, sent } from '../talk/streams.js'
import { note } from '../talk/terminal.js'
import { frameFile, type Output } from './outputs.js'
import { whileFilming, whileWriting } from './signals.js'

/** A file with its content; `-` is stdout. */
export interface Made {
  readonly file: string
  readonly bytes: Content
  /** What it is told as, where many files are one output. */
  readonly told?: string
}

/** Makes every output before any is written: a failure leaves all files as they were. */
export async function encodeAll(drawing: Drawing, outputs: readonly Output[]): Promise<readonly Made[]> {
  const made: Made[] = []
  for (const { file, format, frames } of outputs) {
    if (frames && (format === 'png' || format === 'svg')) {
      let count = 0
      for await (const bytes of encodeFrames(drawing, format, bar(process.stderr, 'frames')))
        made.push({ file: frameFile(file, ++count), bytes, told: file })
      continue
    }
    made.push({ file, bytes: await encoded(drawing, format, bar(process.stderr, 'frames')) })
  }
  return made
}

/** A file's content; a signal while a film is made ends what makes it. */
export function encoded(drawing: Drawing, format: Format, onFrame?: OnFrame): Promise<Content> {
  const work = () => encode(drawing, format, onFrame)
  return isFilm(format) ? whileFilming(work) : work()
}

/**
 * Writes files, each whole or not at all, then what goes into pipes and devices and to stdout: a reader that takes its time,
 * or goes away, keeps no file from being written.
 */
export async function deliver(made: readonly Made[], { verbose = false } = {}): Promise<void> {
  const placed = made.map(one => ({ one, target: targetOf(one.file) }))
  const files = placed.filter(({ target }) => target.kind === 'file').map(({ one }) => one)
  if (files.length > 0) await whileWriting(() => writeFiles(files))
  const failures: unknown[] = []
  for (const { one, target } of placed)
    if (target.kind !== 'file') await writeOut(one, target).catch((error: unknown) => failures.push(error))
  if (failures.length > 0) throw failures[0]
  if (verbose)
    for (const { file, bytes } of made)
      note(`wrote ${file === '-' ? 'to stdout' : file}, ${counted(bytes.length, 'byte')}`)
}

async function writeOut({ file, bytes }: Made, target: Exclude<Target, { kind: 'file' }>): Promise<void> {
  if (target.kind !== 'descriptor' || target.descriptor !== 1) return writeThrough(file, target, bytes)
  send(process.stdout, bytes)
  await sent(process.stdout)
}

/** Where people are told of files: on stderr where stdout is one of them. */
export function freeStream(files: readonly string[]): NodeJS.WriteStream {
  return files.some(isStdout) ? process.stderr : process.stdout
}
