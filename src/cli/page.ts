import { readFile } from 'node:fs/promises'
import { writeFileAtomic } from '../io/atomic.js'
import { type PageEntry, pageHtml } from '../page/page.js'
import { version } from '../version.js'

/** Writes figures as one HTML page that needs no other file. */
export async function writePage(file: string, title: string, entries: readonly PageEntry[]): Promise<void> {
  const asset = (name: string) => readFile(new URL(`../../assets/page/${name}`, import.meta.url), 'utf8')
  const [script, style] = await Promise.all([asset('page.js'), asset('page.css')])
  await writeFileAtomic(file, pageHtml(title, `optviz ${version}`, entries, { script, style }))
}
