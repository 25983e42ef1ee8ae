import { readFileSync } from 'node:fs'

/** The bundled faces. */
export type Face = 'regular' | 'bold' | 'italic'

/** The family name inside the bundled files; no font that is installed on a machine has it. */
export const fontFamily = 'Optviz Sans'

const read = new Map<Face, Uint8Array>()

/** The TrueType file of a bundled face, read once a process. */
export function fontFile(face: Face): Uint8Array {
  const known = read.get(face)
  if (known !== undefined) return known
  const bytes = Uint8Array.from(readFileSync(new URL(`../../fixtures/fonts/optviz-sans-${face}.ttf`, import.meta.url)))
  read.set(face, bytes)
  return bytes
}
