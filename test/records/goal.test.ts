import { expect, it } from 'vitest'
import { goalOf } from '../../src/records/goal.js'

it.each<readonly [text: string, of: string, below: number]>([
  ['f<1e-6', 'f', 1e-6],
  [' F < .5 ', 'f', 0.5],
  ['grad<-2.5E+1', 'grad', -25],
  ['step<+3.', 'step', 3],
  ['f<0', 'f', 0],
])('%j is a goal', (text, of, below) => expect(goalOf(text)).toEqual({ text: `${of}<${below}`, of, below }))

it.each([
  '',
  'f',
  'f<',
  'f<.',
  'f<e3',
  'f<1e999',
  'f<-1e999',
  'f<inf',
  'f<nan',
  'f<=1',
  'f>1',
  '<1',
  'loss<1',
  'ff<1',
  'f<1 2',
  'f<0x10',
])('%j is none', text => expect(goalOf(text)).toBeUndefined())
