import type { Face } from '../../io/fonts.js'
import type { Scene, Shape } from '../../records/scene.js'
import { faceOf } from '../text.js'

/** The characters that a scene's texts have in a face, ascending: those that the user's font has, and the others. */
export interface UsedLetters {
  readonly face: Face
  readonly own: readonly number[]
  readonly bundled: readonly number[]
}

/** What the texts of a scene need of each face. */
export function usedLetters({ shapes, typeface }: Pick<Scene, 'shapes' | 'typeface'>): readonly UsedLetters[] {
  const used = new Map<Face, Set<number>>()
  const visit = (shape: Shape) => {
    if (shape.kind === 'group') shape.shapes.forEach(visit)
    if (shape.kind !== 'text') return
    const face = faceOf(shape)
    const codePoints = used.get(face) ?? new Set()
    for (const character of shape.text) codePoints.add(character.codePointAt(0) ?? 0)
    used.set(face, codePoints)
  }
  shapes.forEach(visit)
  return [...used].map(([face, codePoints]) => {
    const all = [...codePoints].sort((a, b) => a - b)
    const has = (codePoint: number) => typeface?.advanceOf(codePoint) !== undefined
    return { face, own: all.filter(has), bundled: all.filter(codePoint => !has(codePoint)) }
  })
}
