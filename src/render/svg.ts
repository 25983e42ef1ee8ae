import { Buffer } from 'node:buffer'
import { type Face, fontFamily } from '../io/fonts.js'
import { escapeXml, svgMetadata } from '../io/metadata.js'
import { encodePng } from '../io/pngfile.js'
import { recent } from '../recent.js'
import type { Color, GroupShape, PathShape, RasterShape, Scene, Shape, Stroke, TextShape } from '../records/scene.js'
import { cellAreas } from './cells.js'
import { subsetFont } from './fonts/subset.js'
import { usedLetters } from './fonts/used.js'
import { woff } from './fonts/woff.js'
import { baselineOf, font } from './text.js'
import type { Renderer } from './types.js'

/** SVG 1.1: text as text, with the glyphs that are used embedded as a font; named groups; no ids but those it refers to. */
export const svg: Renderer = {
  extension: 'svg',
  title: 'Scalable Vector Graphics',
  async render(scene, { metadata }) {
    const { width, height, title, description, paper } = scene
    const unit = paper?.unit ?? ''
    const measured = `width="${paper?.width ?? n(width)}${unit}" height="${paper?.height ?? n(height)}${unit}"`
    const page: Page = { clips: new Map(), fontSize: commonSize(scene.shapes) }
    const body = scene.shapes.map(shape => elementOf(shape, page))
    const inherited = `role="img" fill-rule="evenodd" font-family="${familiesOf(scene)}" font-size="${page.fontSize}"`
    const lines = [
      `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" ${measured} viewBox="0 0 ${n(width)} ${n(height)}" ${inherited}>`,
      ...(title === '' ? [] : [`<title>${escapeXml(title)}</title>`]),
      ...(title === '' ? [] : [`<desc>${escapeXml(description)}</desc>`]),
      ...(metadata === undefined ? [] : [svgMetadata(metadata)]),
      ...definitions(scene, [...page.clips.values()]),
      ...(scene.background === undefined
        ? []
        : [`<rect width="${n(width)}" height="${n(height)}"${fill(scene.background)}/>`]),
      ...body,
      '</svg>',
    ]
    return Buffer.from(`${lines.filter(line => line !== '').join('\n')}\n`, 'utf8')
  },
}

/** What the elements of one file share. */
interface Page {
  /** The definitions of clips by their ids. */
  readonly clips: Map<string, string>
  /** What texts have that say no size. */
  readonly fontSize: string
}

/** The size that most texts have; the standard one where there are none. */
function commonSize(shapes: readonly Shape[]): string {
  const counts = new Map<string, number>()
  const count = (shape: Shape) => {
    if (shape.kind === 'group') shape.shapes.forEach(count)
    if (shape.kind === 'text') counts.set(n(shape.size), (counts.get(n(shape.size)) ?? 0) + 1)
  }
  shapes.forEach(count)
  return [...counts].reduce((most, next) => (next[1] > most[1] ? next : most), ['16', 0] as const)[0]
}

/** The fonts of the texts, the first one that has a letter draws it. */
function familiesOf({ typeface }: Scene): string {
  return `${typeface === undefined ? '' : `'${typeface.family}', `}'${fontFamily}', Inter, 'Helvetica Neue', Arial, sans-serif`
}

/** A number with at most two decimals: a hundredth of a pixel is below what anyone sees. */
function n(value: number): string {
  const rounded = Math.round(value * 100) / 100
  return String(rounded === 0 ? 0 : rounded)
}

function definitions(scene: Scene, clips: readonly string[]): string[] {
  const fontFaces = fontRules(scene)
  if (fontFaces === '' && clips.length === 0) return []
  const style = fontFaces === '' ? [] : [`<style>${fontFaces}</style>`]
  return ['<defs>', ...style, ...clips, '</defs>']
}

/** One @font-face a face of each font, with the glyphs that the texts use. */
function fontRules(scene: Scene): string {
  const { typeface } = scene
  const rules = usedLetters(scene).flatMap(({ face, own, bundled }) => [
    ...(bundled.length > 0 ? [fontRule(fontFamily, face, packedFont(face, bundled))] : []),
    // The same file for every face, or a browser would make the letters bolder and slant them.
    ...(typeface !== undefined && own.length > 0 ? [fontRule(typeface.family, face, woff(typeface.subset(own)))] : []),
  ])
  return rules.sort().join('')
}

/** Figures that follow one another have mostly the same letters. */
const packed = recent<string, Uint8Array>(16)

function packedFont(face: Face, letters: readonly number[]): Uint8Array {
  const key = `${face} ${letters.join()}`
  const file = packed.get(key) ?? woff(subsetFont(font(face), letters))
  packed.set(key, file)
  return file
}

function fontRule(family: string, face: Face, file: Uint8Array): string {
  const weight = face === 'bold' ? 'bold' : 'normal'
  const style = face === 'italic' ? 'italic' : 'normal'
  const data = Buffer.from(file).toString('base64')
  return `@font-face{font-family:"${family}";font-weight:${weight};font-style:${style};src:url(data:font/woff;base64,${data}) format("woff")}`
}

function elementOf(shape: Shape, page: Page): string {
  switch (shape.kind) {
    case 'group':
      return drawGroup(shape, page)
    case 'path':
      return drawPath(shape)
    case 'circle': {
      const [x, y] = shape.center
      return `<circle cx="${n(x)}" cy="${n(y)}" r="${n(shape.radius)}"${paint(shape)}/>`
    }
    case 'rect': {
      const { left, top, width, height } = shape.box
      return `<rect x="${n(left)}" y="${n(top)}" width="${n(width)}" height="${n(height)}"${paint(shape)}/>`
    }
    case 'raster':
      return drawRaster(shape)
    case 'text':
      return drawText(shape, page)
  }
}

/** An id says what it clips to, so that it is the same for the same box: figures can share one page. */
function drawGroup(group: GroupShape, page: Page): string {
  const inner = group.shapes.map(shape => elementOf(shape, page)).filter(line => line !== '')
  if (inner.length === 0) return ''
  let clip = ''
  if (group.clip !== undefined) {
    const { left, top, width, height } = group.clip
    const id = ['clip', left, top, width, height].map(v => (typeof v === 'number' ? n(v) : v)).join('_')
    const rect = `<rect x="${n(left)}" y="${n(top)}" width="${n(width)}" height="${n(height)}"/>`
    page.clips.set(id, `<clipPath id="${id}">${rect}</clipPath>`)
    clip = ` clip-path="url(#${id})"`
  }
  return [`<g class="${escapeXml(group.name)}"${clip}>`, ...inner, '</g>'].join('\n')
}

function drawPath(shape: PathShape): string {
  const { lines } = shape
  const places = lines.reduce((sum, { points }) => sum + points.length, 0)
  if (places === 0) return ''
  // In whole numbers of tenths a long path is a quarter shorter.
  const tenths = places > manyPlaces && places > longLines * lines.length
  const d = pathData(lines, tenths ? 10 : 100, tenths ? 1 : 100)
  return tenths
    ? `<path transform="scale(.1)" d="${d}"${fill(shape.fill)}${stroke(shape.stroke, 10)}/>`
    : `<path d="${d}"${paint(shape)}/>`
}

/**
 * Paths of more places than this, and of lines of more than this on average, are contours and an optimizer's: simplified to a
 * tenth of a pixel, they need no finer coordinates. Ticks and the like do.
 */
const [manyPlaces, longLines] = [16, 4]

/**
 * Lines in relative coordinates, each the difference of positions rounded to a part of a pixel, so that no error adds up; they are
 * written in units of so many of those parts.
 */
function pathData(lines: PathShape['lines'], parts: number, unit: number): string {
  let data = ''
  let [lastX, lastY] = [0, 0]
  for (const { points, closed } of lines) {
    let [firstX, firstY] = [lastX, lastY]
    points.forEach(([px, py], i) => {
      const [x, y] = [Math.round(px * parts), Math.round(py * parts)]
      if (i > 1 && x === lastX && y === lastY) return
      const dx = shortNumber((x - lastX) / unit)
      const dy = shortNumber((y - lastY) / unit)
      const command = i > 1 ? '' : i === 1 ? 'l' : data === '' ? 'M' : 'm'
      data += `${command}${command !== '' || dx.startsWith('-') ? '' : ' '}${dx}${dy.startsWith('-') ? '' : ' '}${dy}`
      lastX = x
      lastY = y
      if (i === 0) [firstX, firstY] = [x, y]
    })
    if (closed) {
      data += 'z'
      // Where the next one is measured from.
      lastX = firstX
      lastY = firstY
    }
  }
  return data
}

/** Without the zero before a decimal point. */
function shortNumber(value: number): string {
  return Number.isInteger(value) ? String(value) : String(value).replace(/^(-?)0\./, '$1.')
}

/** Pixels as base64 of a PNG file. A ground that several figures share is compressed once: it takes longer than all the rest. */
const compressed = new WeakMap<RasterShape, string>()

function pngData(raster: RasterShape): string {
  const known = compressed.get(raster)
  if (known !== undefined) return known
  const data = Buffer.from(encodePng(raster.columns, raster.rows, raster.pixels)).toString('base64')
  compressed.set(raster, data)
  return data
}

function drawRaster(raster: RasterShape): string {
  const { box, smooth } = raster
  if (raster.apart) return drawCells(raster)
  const data = pngData(raster)
  const style = smooth ? '' : ' style="image-rendering:optimizeSpeed;image-rendering:pixelated"'
  return `<image x="${n(box.left)}" y="${n(box.top)}" width="${n(box.width)}" height="${n(box.height)}" preserveAspectRatio="none"${style} xlink:href="data:image/png;base64,${data}"/>`
}

/** Cells as areas, without the seams that smoothed edges leave between neighbours. */
function drawCells(raster: RasterShape): string {
  const { box, columns, rows } = raster
  const scale = [box.width / columns, box.height / rows].map(v => Number(v.toPrecision(12))).join(' ')
  const areas = cellAreas(raster).map(({ color, data }) => `<path d="${data}"${fill(color)}/>`)
  const place = `transform="translate(${n(box.left)} ${n(box.top)}) scale(${scale})"`
  return [`<g ${place} shape-rendering="crispEdges">`, ...areas, '</g>'].join('\n')
}

function drawText(shape: TextShape, page: Page): string {
  const [x, y] = shape.at
  const baseline = baselineOf(shape)
  const rotate = shape.rotate === 0 ? '' : ` transform="rotate(${n(shape.rotate)} ${n(x)} ${n(y)})"`
  const size = n(shape.size) === page.fontSize ? '' : ` font-size="${n(shape.size)}"`
  const anchor = shape.anchor === 'start' ? '' : ` text-anchor="${shape.anchor}"`
  const style = (shape.weight === 'bold' ? ' font-weight="bold"' : '') + (shape.italic ? ' font-style="italic"' : '')
  const attributes = `x="${n(x)}" y="${n(baseline)}"${size}${style}${anchor}${rotate}`
  const text = escapeXml(shape.text)
  // The outline as a text of its own: paint-order is not understood everywhere.
  const halo =
    shape.halo === undefined
      ? ''
      : `<text ${attributes} aria-hidden="true" fill="none"${stroke(shape.halo)}>${text}</text>\n`
  return `${halo}<text ${attributes}${fill(shape.color)}>${text}</text>`
}

function paint(shape: { readonly fill?: Color; readonly stroke?: Stroke }): string {
  return fill(shape.fill) + stroke(shape.stroke)
}

/** Opacity apart from the color: SVG 1.1 has no eight-digit colors. */
function color(name: 'fill' | 'stroke', value: Color): string {
  const opacity = value.length === 9 ? Number.parseInt(value.slice(7), 16) / 255 : 1
  return ` ${name}="${value.slice(0, 7)}"${opacity === 1 ? '' : ` ${name}-opacity="${Math.round(opacity * 1000) / 1000}"`}`
}

function fill(value: Color | undefined): string {
  return value === undefined ? ' fill="none"' : color('fill', value)
}

/** A line's look, in units of which so many are a pixel. */
function stroke(value: Stroke | undefined, units = 1): string {
  if (value === undefined) return ''
  const scaled = (length: number) => n(Number(n(length)) * units)
  const cap = value.cap === undefined || value.cap === 'butt' ? '' : ` stroke-linecap="${value.cap}"`
  const join = value.join === undefined || value.join === 'miter' ? '' : ` stroke-linejoin="${value.join}"`
  const dash = value.dash === undefined ? '' : ` stroke-dasharray="${value.dash.map(scaled).join(' ')}"`
  return `${color('stroke', value.color)} stroke-width="${scaled(value.width)}"${cap}${join}${dash}`
}
