import type { Face } from '../../io/fonts.js'
import { asciiJson, metadataKeyword } from '../../io/metadata.js'
import { pdfFile, pdfText } from '../../io/pdffile.js'
import type { Scene, TextShape } from '../../records/scene.js'
import { subsetFont, subsetLetters } from '../fonts/subset.js'
import { usedLetters } from '../fonts/used.js'
import { faceOf, font } from '../text.js'
import type { Renderer } from '../types.js'
import { operatorsOf, type Resources } from './content.js'
import { type EmbeddedFont, embedFont, packed } from './fonts.js'
import { embedImage } from './image.js'

/** Points of a pixel: 72 of the former and 96 of the latter are an inch. */
const point = 0.75

/** The numbers of the objects that refer to each other; what they use follows. */
const numbers = { catalog: 1, pages: 2, page: 3, content: 4, info: 5, structure: 6, figure: 7 }

/**
 * One page with lines and letters as such, the fonts' glyphs that are used, and the figure in words for screen readers. Nothing
 * in it is a time or a machine's: the same figure is the same bytes.
 */
export const pdf: Renderer = {
  extension: 'pdf',
  title: 'Portable Document Format',
  async render(scene, { metadata }) {
    const objects: Uint8Array[] = Array.from(Object.keys(numbers), () => new Uint8Array())
    const add = (object: string | Uint8Array) => {
      objects.push(typeof object === 'string' ? Buffer.from(object) : object)
      return `${objects.length} 0 R`
    }
    const { resources, dictionary } = collect(scene, add)
    const { width, height, background, title, description } = scene
    const ground = { kind: 'rect', box: { left: 0, top: 0, width, height }, fill: background } as const
    const shapes = background === undefined ? scene.shapes : [ground, ...scene.shapes]
    const size = [width * point, height * point].map(side => String(Number(side.toFixed(4))))
    const content = [
      '/Figure << /MCID 0 >> BDC',
      `${point} 0 0 ${-point} 0 ${size[1]} cm`,
      ...operatorsOf(shapes, scene.typeface, resources),
      'EMC',
    ]
    const put = (number: number, object: string | Uint8Array) => {
      objects[number - 1] = typeof object === 'string' ? Buffer.from(object) : object
    }
    const { catalog, pages, page, info, structure, figure } = numbers
    put(
      catalog,
      `<< /Type /Catalog /Pages ${pages} 0 R /Lang (en) /MarkInfo << /Marked true >> /StructTreeRoot ${structure} 0 R ` +
        '/ViewerPreferences << /DisplayDocTitle true >> >>',
    )
    put(pages, `<< /Type /Pages /Kids [${page} 0 R] /Count 1 >>`)
    put(numbers.content, packed('', Buffer.from(content.join('\n'))))
    put(
      page,
      `<< /Type /Page /Parent ${pages} 0 R /MediaBox [0 0 ${size.join(' ')}] /Contents ${numbers.content} 0 R ` +
        `/Group << /S /Transparency /CS /DeviceRGB >> /StructParents 0 /Resources << ${dictionary()} >> >>`,
    )
    const recipe = metadata === undefined ? '' : ` /${metadataKeyword} ${pdfText(asciiJson(metadata))}`
    put(info, `<< /Title ${pdfText(title)} /Creator (optviz)${recipe} >>`)
    put(
      structure,
      `<< /Type /StructTreeRoot /K ${figure} 0 R /ParentTree << /Nums [0 [${figure} 0 R]] >> /ParentTreeNextKey 1 >>`,
    )
    const words = pdfText([title, description].filter(text => text !== '').join('. '))
    const area = `<< /O /Layout /BBox [0 0 ${size.join(' ')}] /Placement /Block >>`
    put(figure, `<< /Type /StructElem /S /Figure /P ${structure} 0 R /Pg ${page} 0 R /K 0 /Alt ${words} /A ${area} >>`)
    return pdfFile(objects, info)
  },
}

/** Gives names to what a page uses, once each, and makes the objects; `dictionary` says what there is in the end. */
function collect(
  scene: Scene,
  add: (object: string | Uint8Array) => string,
): { readonly resources: Resources; dictionary(): string } {
  const fonts = fontsOf(scene)
  const fontNames = [...fonts].map(([name, embedded]) => `/${name} ${embedFont(embedded, add)}`)
  const glyphs = new Map([...fonts].map(([name, { letters }]) => [name, new Map(letters.map((c, i) => [c, i + 1]))]))
  const states = new Map<number, string>()
  const images: string[] = []
  const resources: Resources = {
    glyphOf(letter, own, text: TextShape) {
      const name = own ? ownFont : fontName(faceOf(text))
      return { font: name, glyph: glyphs.get(name)?.get(letter) ?? 0 }
    },
    opacity(alpha) {
      const value = Math.round((alpha / 255) * 1000) / 1000
      if (!states.has(alpha)) states.set(alpha, `/A${alpha} << /ca ${value} /CA ${value} >>`)
      return `A${alpha}`
    },
    image(raster) {
      images.push(`/I${images.length} ${embedImage(raster, add)}`)
      return `I${images.length - 1}`
    },
  }
  const part = (name: string, entries: Iterable<string>) => `/${name} << ${[...entries].join(' ')} >>`
  return {
    resources,
    dictionary: () => [part('Font', fontNames), part('ExtGState', states.values()), part('XObject', images)].join(' '),
  }
}

/** The user's font; the bundled faces have names by what they are. */
const ownFont = 'U'

function fontName(face: Face): string {
  return { regular: 'R', bold: 'B', italic: 'I' }[face]
}

const faceNames: Readonly<Record<Face, string>> = { regular: 'Regular', bold: 'Bold', italic: 'Italic' }

/** The fonts of a scene's texts by their names, each with the glyphs that are used. */
function fontsOf(scene: Scene): ReadonlyMap<string, EmbeddedFont> {
  const used = usedLetters(scene)
  const fonts = new Map<string, EmbeddedFont>()
  for (const { face, bundled } of used) {
    if (bundled.length === 0) continue
    const whole = font(face)
    const letters = subsetLetters(whole, bundled)
    fonts.set(fontName(face), {
      name: `OptvizSans-${faceNames[face]}`,
      file: subsetFont(whole, bundled),
      letters,
      advanceOf: letter => whole.advanceOf(letter === undefined ? 0 : whole.glyphOf(letter)) / whole.unitsPerEm,
    })
  }
  const { typeface } = scene
  const own = [...new Set(used.flatMap(letters => letters.own))].sort((a, b) => a - b)
  if (typeface === undefined || own.length === 0) return fonts
  return fonts.set(ownFont, {
    name: typeface.family.replaceAll(/[^A-Za-z0-9]/g, ''),
    file: typeface.subset(own),
    letters: own,
    advanceOf: letter => (letter === undefined ? undefined : typeface.advanceOf(letter)) ?? 0.5,
  })
}
