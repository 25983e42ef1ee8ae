import { readdirSync, readFileSync } from 'node:fs'
import type { Scene } from '../../src/records/scene.js'

const folder = new URL('../../fixtures/scenes/', import.meta.url)

/** The scenes on file, by name: each shows one part of the display list in all its kinds. */
export const sceneNames: readonly string[] = readdirSync(folder).map(file => file.replace(/\.json$/, ''))

export function readScene(name: string): Scene {
  const text = readFileSync(new URL(`${name}.json`, folder), 'utf8')
  return JSON.parse(text, (key, value) => (key === 'pixels' ? Uint8ClampedArray.from(value as number[]) : value))
}
