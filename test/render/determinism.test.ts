import { execFileSync } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { defaultStyle, referenceContent } from '../figure/contents.js'

const built = (file: string) => JSON.stringify(new URL(`../../dist/${file}`, import.meta.url).href)

/** Reads a figure's content and style, draws it and prints its files' hashes. It runs what `npm run build` has built. */
const script = `
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
const { compose } = await import(${built('figure/compose.js')})
const { render } = await import(${built('render/index.js')})
const floats = new Set(['values', 'points'])
const [content, style] = JSON.parse(readFileSync(0, 'utf8'), (key, value) =>
  floats.has(key) && Array.isArray(value) ? Float32Array.from(value) : value)
const scene = compose(content, style)
for (const format of ['png', 'svg']) {
  const bytes = await render(scene, format, { scale: 2, metadata: '{"optim":"adamw"}' })
  console.log(format, createHash('sha256').update(bytes).digest('hex'))
}`

function hashes(cwd: string, env: Readonly<Record<string, string>>): string {
  const content = referenceContent('adamw@torchopt/flower/blog-lr0.7-200', 60)
  const input = JSON.stringify([content, { ...defaultStyle, panel: 'loss', contourLabels: true }], (_, value) =>
    value instanceof Float32Array ? Array.from(value) : value,
  )
  const options = { cwd, env: { PATH: process.env.PATH, ...env }, input, encoding: 'utf8', maxBuffer: 1 << 26 } as const
  return execFileSync(process.execPath, ['--input-type=module', '-e', script], options)
}

it('draws the same bytes in another folder, language, time zone and without the fonts of the system', () => {
  const elsewhere = mkdtempSync(join(tmpdir(), 'optviz elsewhere ä '))
  const noFonts = join(elsewhere, 'fonts.conf')
  writeFileSync(noFonts, '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig></fontconfig>')
  const here = hashes(process.cwd(), { LANG: 'C', TZ: 'UTC' })
  expect(here).toMatch(/^png [0-9a-f]{64}\nsvg [0-9a-f]{64}\n$/)
  const foreign = {
    LANG: 'de_DE.UTF-8',
    LC_ALL: 'tr_TR.UTF-8',
    TZ: 'Asia/Kolkata',
    HOME: elsewhere,
    FONTCONFIG_FILE: noFonts,
  }
  expect(hashes(elsewhere, foreign)).toBe(here)
})
