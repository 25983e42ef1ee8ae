import { readFile } from 'node:fs/promises'
import { type PageEntry, pageHtml } from '../../page/html.js'
import { version } from '../../version.js'

/** Figures as one HTML page that needs no other file. */
export async function htmlPage(title: string, entries: readonly PageEntry[]): Promise<string> {
  const part = (name: string) => readFile(new URL(`../../../dist/${name}`, import.meta.url), 'utf8')
  const [script, style] = await Promise.all([part('figures-page.js'), part('figures-page.css')])
  return pageHtml(title, `optviz ${version}`, entries, { script, style })
}
