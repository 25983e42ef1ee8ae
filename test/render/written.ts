import { createHash } from 'node:crypto'
import { inflateSync } from 'node:zlib'
import type { CanvasRenderingContext2D } from 'canvas'
import type { Scene } from '../../src/records/scene.js'
import { paintShapes } from '../../src/render/canvas.js'
import { loadCanvas } from '../../src/render/loadcanvas.js'

/** Bytes by their number and a hash. */
function hashOf(bytes: Uint8Array): string {
  return `${bytes.length} bytes ${createHash('sha256').update(bytes).digest('hex').slice(0, 12)}`
}

/** An SVG file without the bytes of its fonts and pictures. */
export function svgText(file: Uint8Array): string {
  return Buffer.from(file)
    .toString('utf8')
    .replaceAll(/data:font\/woff;base64,[^)"]*/g, 'FONT')
    .replaceAll(/data:image\/png;base64,[^)"]*/g, 'PICTURE')
}

/** A PDF file's objects; streams as they are before they are packed, those that are no text as hashes. */
export function pdfText(file: Uint8Array): string {
  const bytes = Buffer.from(file)
  const lines: string[] = []
  let at = 0
  for (const open = Buffer.from('\nstream\n'), close = Buffer.from('\nendstream'); ; ) {
    const start = bytes.indexOf(open, at)
    if (start < 0) break
    lines.push(bytes.toString('latin1', at, start))
    const length = Number(/\/Length (\d+) >>$/.exec(lines.at(-1) ?? '')?.[1])
    const from = start + open.length
    const data = inflateSync(bytes.subarray(from, from + length))
    lines.push(isText(data) ? data.toString('latin1') : hashOf(data))
    at = from + length + close.length
  }
  lines.push(bytes.toString('latin1', at, bytes.indexOf('\nxref\n')))
  return `${lines
    .join('\n')
    .replace(/^%.*\n%.*\n/, '')
    .replaceAll(/\/Length \d+ >>/g, '/Length … >>')}\n`
}

const isText = (data: Uint8Array) => data.subarray(0, 200).every(byte => byte === 10 || (byte >= 32 && byte < 127))

/** Parts of an outline; of more of them than this it is told what their numbers add up to. */
const outlining = ['moveTo', 'lineTo', 'bezierCurveTo', 'quadraticCurveTo', 'closePath']
const mostParts = 12

/** All that is told to a canvas, a call or a setting a line. */
export async function canvasText({ shapes, typeface }: Scene): Promise<string> {
  const module = await loadCanvas()
  const lines: string[] = []
  let outline: (readonly [name: string, given: readonly unknown[]])[] = []
  const endOutline = () => {
    const sum = outline.flatMap(([, given]) => given).reduce((sum: number, v, i) => sum + (1 + (i % 7)) * Number(v), 0)
    const names = outlining.map(name => `${outline.filter(([own]) => own === name).length} ${name}`)
    if (outline.length <= mostParts) lines.push(...outline.map(([name, given]) => callText(name, given)))
    else lines.push(`${names.join(', ')}: ${valueText(sum)}`)
    outline = []
  }
  const told = (name: string, given: readonly unknown[]) => {
    if (outlining.includes(name)) {
      outline.push([name, given])
      return
    }
    endOutline()
    lines.push(callText(name, given))
  }
  const context = new Proxy({} as CanvasRenderingContext2D, {
    get:
      (_, name) =>
      (...given: readonly unknown[]) =>
        told(String(name), given),
    set: (_, name, value) => {
      told(`${String(name)} =`, [value])
      return true
    },
  })
  paintShapes(module, context, shapes, typeface)
  return `${lines.join('\n')}\n`
}

function callText(name: string, given: readonly unknown[]): string {
  return [name, ...given.map(valueText)].join(' ')
}

function valueText(value: unknown): string {
  if (typeof value === 'number') return String(Math.round(100 * value) / 100 + 0)
  return typeof value === 'object' && !Array.isArray(value) ? 'picture' : String(value)
}
