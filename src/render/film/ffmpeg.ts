import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { RuntimeFailure } from '../../errors.js'

/** ffmpeg at work on what it is given. */
export interface Encoder {
  /** Waits where it has not taken what came before. */
  write(pixels: Uint8Array): Promise<void>
  /** Waits for its end; an Error has its last words. */
  finish(): Promise<void>
  /** Ends it at once, if it has not ended. */
  end(): Promise<void>
}

/** Starts ffmpeg. Where there is none a RuntimeFailure says how to get it. */
export async function startEncoder(words: readonly string[]): Promise<Encoder> {
  // It takes a while to load.
  const { spawn } = await import('node:child_process')
  const child = spawn('ffmpeg', ['-hide_banner', '-nostdin', '-loglevel', 'error', '-y', ...words], {
    stdio: ['pipe', 'ignore', 'pipe'],
  })
  let complaints = ''
  child.stderr.on('data', (text: Buffer) => {
    complaints = `${complaints}${text}`.slice(-2000)
  })
  // What is written to a process that has ended is told by its end.
  child.stdin.on('error', () => {})
  const ended = once(child, 'close')
  await once(child, 'spawn').catch((error: NodeJS.ErrnoException) => {
    ended.catch(() => {})
    throw error.code === 'ENOENT' ? missing() : error
  })
  const fail = (): Error => {
    const lines = complaints.trim().split('\n')
    return new Error(lines.at(-1) || `it ended with ${child.signalCode ?? `exit code ${child.exitCode}`}`)
  }
  return {
    async write(pixels) {
      if (!hasEnded(child)) {
        if (child.stdin.write(pixels)) return
        // Where it reads no more it is about to end.
        const drained = once(child.stdin, 'drain').catch(() => ended)
        await Promise.race([drained, ended])
        if (!hasEnded(child)) return
      }
      // Its last words are there when all of it is closed.
      await ended
      throw fail()
    },
    async finish() {
      child.stdin.end()
      await ended
      if (child.exitCode !== 0) throw fail()
    },
    async end() {
      if (hasEnded(child)) return
      child.kill('SIGKILL')
      await ended
    },
  }
}

function hasEnded({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null
}

function missing(): RuntimeFailure {
  return new RuntimeFailure(
    'films need ffmpeg, and there is no such command here',
    'Install it (apt install ffmpeg, brew install ffmpeg); or write a GIF, which does not need it.',
  )
}
