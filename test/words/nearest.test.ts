import { describe, expect, it } from 'vitest'
import { alike, nearest, suggestion } from '../../src/words/nearest.js'

describe('a word', () => {
  it.each<readonly [word: string, known: readonly string[], name: string | undefined]>([
    ['color-scale', ['steps', 'color-scale'], 'color-scale'],
    ['colorScale', ['steps', 'color-scale'], 'color-scale'],
    ['COLOR SCALE', ['steps', 'color-scale'], 'color-scale'],
    ['color_scale', ['colorscale', 'color-scale'], undefined],
    ['color-scale', ['colorscale', 'color-scale'], 'color-scale'],
    ['scale', ['steps', 'color-scale'], undefined],
    ['', ['steps'], undefined],
  ])('%j is, of %j, %j', (word, known, name) => expect(alike(word, known)).toBe(name))

  it.each<readonly [word: string, known: readonly string[], name: string | undefined]>([
    ['adm', ['adam', 'sgd'], 'adam'],
    ['ADM', ['adam', 'sgd'], 'adam'],
    // Of fewer than five letters one may be wrong, or two neighbours in each other's place.
    ['adxx', ['adam', 'sgd'], undefined],
    ['adma', ['adam', 'sgd'], 'adam'],
    ['amad', ['adam', 'sgd'], undefined],
    // Of more, two, or one in three.
    ['momenxxm', ['momentum'], 'momentum'],
    ['momexxxm', ['momentum'], undefined],
    ['rosenbxxxk', ['rosenbrock'], 'rosenbrock'],
    ['rosenxxxxk', ['rosenbrock'], undefined],
    ['beaxx', ['beale'], 'beale'],
    ['bexxx', ['beale'], undefined],
    // Three letters that a name begins with are enough; of several such names it is the nearest.
    ['ros', ['rosenbrock', 'beale'], 'rosenbrock'],
    ['ro', ['rosenbrock', 'beale'], undefined],
    ['ros', ['rosenbrock', 'rosenbrock-4'], 'rosenbrock'],
    ['', ['rosenbrock'], undefined],
    ['rosenbrock', [], undefined],
  ])('%j is mistyped for, of %j, %j', (word, known, name) => {
    expect(nearest(word, known)).toBe(name)
    expect(suggestion(word, known)).toBe(name === undefined ? '' : `; did you mean "${name}"?`)
  })
})
