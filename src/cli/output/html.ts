import { readFile } from 'node:fs/promises'
import { type PageEntry, pageHtml } from '../../page/html.js'
import { version } from '../../version.js'

/** Figures as one HTML page that needs no other file. */
export async function htmlPage(title: string, entries: readonly PageEntry[]): Promise<string> {
  const part = (name: string) => readFile(new URL(`../../../src/page/browser/${name}`, import.meta.url), 'utf8')
  const [page, moment, style] = await Promise.all(['page.js', 'moment.js', 'page.css'].map(part))
  return pageHtml(title, `optviz ${version}`, entries, { script: `${page}\n${moment}`, style: style ?? '' })
}
