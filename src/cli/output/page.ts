import { readFile } from 'node:fs/promises'
import { writeFileAtomic } from '../../io/atomic.js'
import { type PageEntry, pageHtml } from '../../page/page.js'
import { version } from '../../version.js'

/** Writes figures as one HTML page that needs no other file. */
export async function writePage(file: string, title: string, entries: readonly PageEntry[]): Promise<void> {
  const part = (name: string) => readFile(new URL(`../../../src/page/browser/${name}`, import.meta.url), 'utf8')
  const [script, style] = await Promise.all([part('page.js'), part('page.css')])
  await writeFileAtomic(file, pageHtml(title, `optviz ${version}`, entries, { script, style }))
}
