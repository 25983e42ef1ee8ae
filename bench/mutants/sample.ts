import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { randomSource } from '../../src/random.js'
import type { Place } from './reach.js'
import { countSites, mutantAt } from './sites.js'
import type { Tree } from './tree.js'

/** So many mutants of some rooms, drawn from all places for one. A table that a script made is one fact, not thousands. */
export function sample(tree: Tree, count: number, seed: number, only: readonly string[]): readonly Place[] {
  const rooms = only.map(room => room.replace(/\/$/, ''))
  const within = (file: string, room: string) => file === room || file.startsWith(`${room}/`)
  const sources = readdirSync(join(tree.root, 'src'), { recursive: true, encoding: 'utf8' })
  const files = sources
    .map(file => `src/${file}`)
    .filter(file => file.endsWith('.ts') && !tree.read(file).startsWith('/** Made by'))
    .sort()
  const strange = rooms.filter(room => !files.some(file => within(file, room)))
  if (strange.length > 0)
    throw new Error(`no file is in ${strange.join(', ')}; expected rooms such as src/spec,src/cli/batch`)
  const random = randomSource(seed)
  const sites = files.flatMap(file =>
    Array.from({ length: countSites(tree.read(file)) }, (_, site) => ({ file, site, order: random() })),
  )
  const places: Place[] = []
  for (const { file, site } of sites.sort((a, b) => a.order - b.order)) {
    if (places.length === count) break
    const mutant = rooms.some(room => within(file, room)) ? mutantAt(tree.read(file), site) : undefined
    if (mutant !== undefined) places.push({ file, ...mutant })
  }
  return places
}
