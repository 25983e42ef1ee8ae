import { expect, test } from 'vitest'
import { stemOf } from '../../src/optimizers/recorded.js'

test('a recorded path is named after its file', () => {
  expect(['runs/adam 1.csv', 'C:\\runs\\adam.json', '.hidden', 'adam', '-'].map(stemOf)).toEqual([
    'adam 1',
    'adam',
    '.hidden',
    'adam',
    'recorded',
  ])
})
