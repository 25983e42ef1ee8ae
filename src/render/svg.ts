import { Buffer } from 'node:buffer'
import { type Face, fontFamily } from '../io/fonts.js'
import { escapeXml, svgMetadata } from '../io/metadata.js'
import { encodePng } from '../io/pngfile.js'
import type { Color, GroupShape, PathShape, RasterShape, Scene, Shape, Stroke, TextShape } from '../records/scene.js'
import { cellAreas } from './cells.js'
import { subsetFont } from './fonts/subset.js'
import { usedLetters } from './fonts/used.js'
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
    const clips = new Map<string, string>()
    const family = familiesOf(scene)
    const body = scene.shapes.map(shape => elementOf(shape, clips, family))
    const lines = [
      `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" ${measured} viewBox="0 0 ${n(width)} ${n(height)}" role="img" fill-rule="evenodd">`,
      ...(title === '' ? [] : [`<title>${escapeXml(title)}</title>`]),
      ...(title === '' ? [] : [`<desc>${escapeXml(description)}</desc>`]),
      ...(metadata === undefined ? [] : [svgMetadata(metadata)]),
      ...definitions(scene, [...clips.values()]),
      ...(scene.background === undefined
        ? []
        : [`<rect width="${n(width)}" height="${n(height)}"${fill(scene.background)}/>`]),
      ...body,
      '</svg>',
    ]
    return Buffer.from(`${lines.filter(line => line !== '').join('\n')}\n`, 'utf8')
  },
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
    ...(bundled.length > 0 ? [fontRule(fontFamily, face, subsetFont(font(face), bundled))] : []),
    // The same file for every face, or a browser would make the letters bolder and slant them.
    ...(typeface !== undefined && own.length > 0 ? [fontRule(typeface.family, face, typeface.subset(own))] : []),
  ])
  return rules.sort().join('')
}

function fontRule(family: string, face: Face, file: Uint8Array): string {
  const weight = face === 'bold' ? 'bold' : 'normal'
  const style = face === 'italic' ? 'italic' : 'normal'
  const data = Buffer.from(file).toString('base64')
  const format = file[0] === 0x4f ? 'opentype' : 'truetype'
  return `@font-face{font-family:"${family}";font-weight:${weight};font-style:${style};src:url(data:font/${format === 'opentype' ? 'otf' : 'ttf'};base64,${data}) format("${format}")}`
}

function elementOf(shape: Shape, clips: Map<string, string>, family: string): string {
  switch (shape.kind) {
    case 'group':
      return drawGroup(shape, clips, family)
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
      return drawText(shape, family)
  }
}

/** An id says what it clips to, so that it is the same for the same box: figures can share one page. */
function drawGroup(group: GroupShape, clips: Map<string, string>, family: string): string {
  const inner = group.shapes.map(shape => elementOf(shape, clips, family)).filter(line => line !== '')
  if (inner.length === 0) return ''
  let clip = ''
  if (group.clip !== undefined) {
    const { left, top, width, height } = group.clip
    const id = ['clip', left, top, width, height].map(v => (typeof v === 'number' ? n(v) : v)).join('_')
    const rect = `<rect x="${n(left)}" y="${n(top)}" width="${n(width)}" height="${n(height)}"/>`
    clips.set(id, `<clipPath id="${id}">${rect}</clipPath>`)
    clip = ` clip-path="url(#${id})"`
  }
  return [`<g class="${escapeXml(group.name)}"${clip}>`, ...inner, '</g>'].join('\n')
}

function drawPath(shape: PathShape): string {
  const d = shape.lines.map(({ points, closed }) => pathData(points) + (closed ? 'z' : '')).join('')
  return d === '' ? '' : `<path d="${d}"${paint(shape)}/>`
}

/** Lines of more points than this are contours and paths, simplified to a tenth of a pixel: they need no finer coordinates. */
const longLine = 16

/** Relative coordinates, each the difference of rounded positions, so that no error adds up. */
function pathData(points: readonly (readonly [number, number])[]): string {
  const steps = points.length > longLine ? 10 : 100
  let data = ''
  let [lastX, lastY] = [0, 0]
  points.forEach(([px, py], i) => {
    const [x, y] = [Math.round(px * steps), Math.round(py * steps)]
    if (i > 1 && x === lastX && y === lastY) return
    const dx = shortNumber((x - lastX) / steps)
    const dy = shortNumber((y - lastY) / steps)
    data += `${i === 0 ? 'M' : i === 1 ? 'l' : dx.startsWith('-') ? '' : ' '}${dx}${dy.startsWith('-') ? '' : ' '}${dy}`
    lastX = x
    lastY = y
  })
  return data
}

/** Without the zero before a decimal point. */
function shortNumber(value: number): string {
  return String(value).replace(/^(-?)0\./, '$1.')
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

function drawText(shape: TextShape, family: string): string {
  const [x, y] = shape.at
  const baseline = baselineOf(shape)
  const rotate = shape.rotate === 0 ? '' : ` transform="rotate(${n(shape.rotate)} ${n(x)} ${n(y)})"`
  const anchor = shape.anchor === 'start' ? '' : ` text-anchor="${shape.anchor}"`
  const style = (shape.weight === 'bold' ? ' font-weight="bold"' : '') + (shape.italic ? ' font-style="italic"' : '')
  const attributes = `x="${n(x)}" y="${n(baseline)}" font-family="${family}" font-size="${n(shape.size)}"${style}${anchor}${rotate}`
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

function stroke(value: Stroke | undefined): string {
  if (value === undefined) return ''
  const cap = value.cap === undefined || value.cap === 'butt' ? '' : ` stroke-linecap="${value.cap}"`
  const join = value.join === undefined || value.join === 'miter' ? '' : ` stroke-linejoin="${value.join}"`
  const dash = value.dash === undefined ? '' : ` stroke-dasharray="${value.dash.map(n).join(' ')}"`
  return `${color('stroke', value.color)} stroke-width="${n(value.width)}"${cap}${join}${dash}`
}
