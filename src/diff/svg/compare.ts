import { counted } from '../../words/words.js'
import type { Tolerance } from '../tolerance.js'
import { differencesOf, type SvgDifference } from './elements.js'
import { plain } from './plain.js'
import { type Element, parseXml } from './xml.js'

/** The root of an SVG file. Throws an Error that says why where it is none. */
export function parseSvg(text: string): Element {
  if (!/<(?:[\w.-]+:)?svg[\s>/]/.test(text)) throw new Error('it has no <svg> element')
  const root = parseXml(text)
  if (root.name !== 'svg') throw new Error(`its first element is <${root.name}>, not <svg>`)
  return plain(root)
}

/**
 * How two SVG files differ, in words: the first thing that a person sees, and how many there are; undefined where they show the
 * same. Elements, texts, colors and fonts are compared exactly, positions with a tolerance, lines by how far apart they are
 * drawn, embedded PNG pictures by their pixels. The stored recipe and the description are not compared: they are not seen.
 */
export function compareSvg(expected: Element, actual: Element, tolerance: Tolerance): string | undefined {
  const all = differencesOf(expected, actual, tolerance)
  const first = all.find(({ font }) => font === undefined) ?? all[0]
  if (first === undefined || all.length === 1) return first?.told()
  return `${first.told()}; ${counted(all.length, 'difference')} in all${inGroups(all)}`
}

/** The groups that differ, where there are several. */
function inGroups(all: readonly SvgDifference[]): string {
  const names = [...new Set(all.flatMap(({ group }) => (group === undefined ? [] : [`"${group}"`])))]
  if (names.length < 2) return ''
  return `, in ${names.slice(0, 4).join(', ')}${names.length > 4 ? ' …' : ''}`
}
