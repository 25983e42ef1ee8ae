import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { shellWords } from '../../src/words/shell.js'
import { call } from './inprocess.js'
import { temporaryFolder } from './process.js'

const kept = (name: string) => fileURLToPath(new URL(`../../fixtures/transcripts/${name}.txt`, import.meta.url))

/** What no two runs have in common. */
const timeless = (text: string) =>
  text
    .replace(/("seconds": )(\{[^}]*\}|[\d.e-]+)/g, '$1…')
    .replace(/\b[\d.]+ m?s$/gm, '… s')
    .replace(/(optviz"?: "?)\d[\w.-]*/g, '$1…')

/** What is told of figures of a batch, as they come, comes in another order on another day. */
const inOrder = (lines: readonly string[]) =>
  lines.every(line => /^(drawn|unchanged|differs:|failed:|removed:|warning:|$)/.test(line)) ? [...lines].sort() : lines

/** What a script writes in the folder where it runs: ls and cat tell what lies there, rm removes it, all else are words of optviz. */
async function answer(line: string, folder: string): Promise<string> {
  const [word = '', ...files] = shellWords(line, 'the transcript')
  if (word === 'ls') return `${readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort().join(' ')}\n`
  if (word === 'cat') return files.map(file => readFileSync(join(folder, file), 'utf8')).join('')
  if (word === 'rm') {
    for (const file of files) rmSync(join(folder, file))
    return ''
  }
  const { out, err, code } = await call([word, ...files].slice(word === 'optviz' ? 1 : 0), folder)
  const said = inOrder(err.trimEnd().split('\n')).filter(line => line !== '')
  return out + said.map(line => `! ${line}\n`).join('') + (code === 0 ? '' : `= ${code}\n`)
}

/**
 * Calls the command line, one line after the other, in a folder with some files: all that is said must be what was reviewed,
 * stdout as it is, stderr behind `!`, and the exit code behind `=` where it is not 0. As with pictures, `UPDATE=1` takes a change
 * over, after a look at it.
 */
export function transcript(name: string, lines: readonly string[], files: Readonly<Record<string, string>> = {}): void {
  it(`a transcript says what was reviewed: ${name}`, async () => {
    const { folder, remove } = temporaryFolder()
    for (const [file, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, file)), { recursive: true })
      writeFileSync(join(folder, file), text)
    }
    const told: string[] = []
    try {
      for (const line of lines) told.push(`$ ${line}\n${timeless(await answer(line, folder))}`)
    } finally {
      remove()
    }
    const text = told.join('')
    if (process.env.UPDATE) writeFileSync(kept(name), text)
    expect(text.split('\n')).toEqual(readFileSync(kept(name), 'utf8').split('\n'))
  })
}
