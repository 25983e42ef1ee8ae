import { escapeXml } from '../../io/metadata.js'
import { encodePng } from '../../io/pngfile.js'
import { own } from '../../own.js'
import { entry, type PdfObjects, readPdf, references } from './file.js'
import { imageIn } from './image.js'

/** The number of the page among the objects of a file, as optviz writes it. */
const pageNumber = 3

/** Pixels of a point. */
const pixel = 96 / 72

/**
 * A PDF of optviz's as an SVG that shows the same, so that the two are compared alike: lines, texts and pictures in the order in
 * which they are drawn. Throws an Error that says why where it is none, or is damaged.
 */
export function pdfAsSvg(bytes: Uint8Array): string {
  const file = readPdf(bytes)
  const page = file.dictionary(pageNumber)
  const named = references(page)
  const content = file.content(named.get('Contents') ?? 0).toString('latin1')
  const fonts = new Map([...named].flatMap(([name, number]) => fontIn(file, name, number)))
  const images = new Map(
    [...named].filter(([name]) => /^I\d+$/.test(name)).map(([name, at]) => [name, imageIn(file, at)]),
  )
  const alphas = new Map(
    [...page.matchAll(/\/(A\d+) << \/ca ([\d.]+)/g)].map(([, name = '', ca]) => [name, Number(ca)]),
  )
  const [, , width = 0, height = 0] = entry(page, 'MediaBox').slice(1, -1).split(' ').map(Number)
  const size = `width="${n(width * pixel)}" height="${n(height * pixel)}"`
  const faces = [...fonts.values()].map(
    ({ family, program }) => `@font-face{font-family:"${family}";src:url(data:font/ttf;base64,${program})}`,
  )
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" ${size} fill-rule="evenodd">`,
    `<style>${faces.sort().join('')}</style>`,
    ...elements(content, { fonts, images, alphas }),
    '</svg>',
  ].join('\n')
}

interface Font {
  readonly family: string
  /** In base64. */
  readonly program: string
  readonly letters: ReadonlyMap<string, string>
}

/** A font of the page, if the object is one. */
function fontIn(file: PdfObjects, name: string, number: number): readonly (readonly [string, Font])[] {
  const font = file.dictionary(number)
  const map = references(font).get('ToUnicode')
  if (map === undefined) return []
  const descendant = file.dictionary(Number(/\/DescendantFonts \[(\d+)/.exec(font)?.[1] ?? 0))
  const descriptor = file.dictionary(references(descendant).get('FontDescriptor') ?? 0)
  const program = [...references(descriptor)].find(([key]) => key.startsWith('FontFile'))?.[1] ?? 0
  const pairs = file
    .content(map)
    .toString('latin1')
    .matchAll(/^<([0-9a-f]{4})> <([0-9a-f]+)>$/gm)
  const text = (hex: string) =>
    String.fromCharCode(...(hex.match(/.{4}/g) ?? []).map(unit => Number.parseInt(unit, 16)))
  return [
    [
      name,
      {
        family: entry(font, 'BaseFont').replace(/^\/[A-Z]{6}\+/, ''),
        program: file.content(program).toString('base64'),
        letters: new Map([...pairs].map(([, glyph = '', hex = '']) => [glyph, text(hex)])),
      },
    ],
  ]
}

interface Resources {
  readonly fonts: ReadonlyMap<string, Font>
  readonly images: ReadonlyMap<string, Parameters<typeof encodePng>>
  readonly alphas: ReadonlyMap<string, number>
}

/** What lines, areas and letters are drawn with. */
interface Pen {
  readonly fill: string
  readonly stroke: string
  readonly line: string
  readonly alpha: number
  /** Groups to close where the state ends. */
  readonly open: number
}

const token = /<<.*?>>|<[0-9a-f]*>|\[[^\]]*\]|\/[\w-]+|[-+]?[\d.]+|[A-Za-z]+\*?/g

/** The operators of a page, one after the other (PDF 32000-1, annex A): those that optviz writes. */
function elements(content: string, { fonts, images, alphas }: Resources): readonly string[] {
  const out: string[] = []
  const states: Pen[] = []
  const marks: boolean[] = []
  let pen: Pen = { fill: '', stroke: '', line: '', alpha: 1, open: 0 }
  let path: string[] = []
  let box = ''
  let matrix: readonly number[] = []
  let font: { readonly font: Font | undefined; readonly size: string } = { font: undefined, size: '0' }
  let outlined = false
  let given: string[] = []
  const opacity = (of: string) => (pen.alpha === 1 ? '' : ` ${of}-opacity="${pen.alpha}"`)
  const filled = () => ` fill="${pen.fill}"${opacity('fill')}`
  const lined = () => ` fill="none" stroke="${pen.stroke}"${pen.line}${opacity('stroke')}`
  const draw = (paint: string) => {
    out.push(box === '' ? `<path d="${path.join('')}"${paint}/>` : `<rect ${box}${paint}/>`)
    path = []
    box = ''
  }
  const operators: Readonly<Record<string, () => void>> = {
    BDC: () => marks.push(false),
    BMC() {
      out.push(`<g class="${given[0]?.slice(1)}">`)
      marks.push(true)
    },
    EMC: () => marks.pop() === true && out.push('</g>'),
    q() {
      states.push(pen)
      pen = { ...pen, open: 0 }
    },
    Q() {
      out.push(...Array.from({ length: pen.open }, () => '</g>'))
      pen = states.pop() ?? pen
    },
    cm: () => (matrix = given.map(Number)),
    rg: () => (pen = { ...pen, fill: colorOf(given) }),
    RG: () => (pen = { ...pen, stroke: colorOf(given) }),
    gs: () => (pen = { ...pen, alpha: alphas.get(given[0]?.slice(1) ?? '') ?? 1 }),
    w: () => (pen = { ...pen, line: ` stroke-width="${given[0]}"` }),
    J: () => (pen = { ...pen, line: `${pen.line} stroke-linecap="${['butt', 'round', 'square'][Number(given[0])]}"` }),
    j: () => (pen = { ...pen, line: `${pen.line} stroke-linejoin="${['miter', 'round', 'bevel'][Number(given[0])]}"` }),
    d: () => (pen = { ...pen, line: `${pen.line} stroke-dasharray="${given[0]?.slice(1, -1) || 'none'}"` }),
    re() {
      const [x, y, width, height] = given
      box = `x="${x}" y="${y}" width="${width}" height="${height}"`
    },
    m: () => path.push(`M${given.join(' ')}`),
    l: () => path.push(`L${given.join(' ')}`),
    c: () => path.push(`C${given.join(' ')}`),
    h: () => path.push('z'),
    f: () => draw(filled()),
    S: () => draw(lined()),
    n() {
      const id = box.replaceAll(/[^\d.-]+/g, '_')
      out.push(`<clipPath id="clip${id}"><rect ${box}/></clipPath>`, `<g clip-path="url(#clip${id})">`)
      pen = { ...pen, open: pen.open + 1 }
      box = ''
    },
    Do() {
      const image = images.get(given[0]?.slice(1) ?? '')
      const [width = 0, , , down = 0, left = 0, bottom = 0] = matrix
      const data = image === undefined ? '' : Buffer.from(encodePng(...image)).toString('base64')
      const place = `x="${n(left)}" y="${n(bottom + down)}" width="${n(width)}" height="${n(-down)}"`
      out.push(`<image ${place} preserveAspectRatio="none" xlink:href="data:image/png;base64,${data}"/>`)
    },
    Tr: () => (outlined = given[0] === '1'),
    Tf: () => (font = { font: fonts.get(given[0]?.slice(1) ?? ''), size: given[1] ?? '0' }),
    Tm: () => (matrix = given.map(Number)),
    Tj() {
      const [cos = 1, sin = 0, , , x = 0, y = 0] = matrix
      const turned =
        sin === 0 && cos === 1 ? '' : ` transform="rotate(${n((Math.atan2(sin, cos) * 180) / Math.PI)} ${x} ${y})"`
      const letters = (given[0]?.match(/[0-9a-f]{4}/g) ?? []).map(glyph => font.font?.letters.get(glyph) ?? '\ufffd')
      const set = `font-family="${font.font?.family}" font-size="${font.size}"`
      const paint = outlined ? lined() : filled()
      out.push(
        `<text x="${x}" y="${y}" ${set}${paint}${turned} xml:space="preserve">${escapeXml(letters.join(''))}</text>`,
      )
    },
  }
  for (const [word] of content.matchAll(token)) {
    const operator = /^[A-Za-z]/.test(word)
    if (operator) own(operators, word.replace('*', ''))?.()
    given = operator ? [] : [...given, word]
  }
  return out
}

/** `#rrggbb` of three numbers from 0 to 1. */
function colorOf(channels: readonly string[]): string {
  const byte = (value: string) =>
    Math.round(255 * Number(value))
      .toString(16)
      .padStart(2, '0')
  return `#${channels.map(byte).join('')}`
}

function n(value: number): string {
  return String(Math.round(value * 100) / 100)
}
