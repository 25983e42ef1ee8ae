import { expect, it } from 'vitest'
import { recent } from '../src/recent.js'

it('keeps so many values and lets go of what was not asked for the longest', () => {
  const store = recent<string, number>(3)
  for (const [i, key] of ['a', 'b', 'c'].entries()) store.set(key, i)
  expect(store.get('a')).toBe(0)
  store.set('d', 3)
  expect(['a', 'b', 'c', 'd'].map(key => store.get(key))).toEqual([0, undefined, 2, 3])
  store.set('a', 7)
  expect(store.get('a')).toBe(7)
})

it('weighs, and keeps the last one whatever it weighs', () => {
  const store = recent<string, string>(10, text => text.length)
  store.set('a', '12345')
  store.set('b', '12345')
  store.set('c', '1')
  expect(['a', 'b', 'c'].map(key => store.get(key))).toEqual([undefined, '12345', '1'])
  store.set('d', '1'.repeat(100))
  expect(['b', 'c', 'd'].map(key => store.get(key)?.length)).toEqual([undefined, undefined, 100])
  store.set('e', '1')
  expect(['d', 'e'].map(key => store.get(key))).toEqual([undefined, '1'])
})

it('drops what it lets go of, once, and not what was taken', () => {
  const dropped: string[] = []
  const store = recent<string, string>(
    2,
    () => 1,
    value => dropped.push(value),
  )
  for (const key of ['a', 'b']) store.set(key, key)
  expect(store.get('a')).toBe('a')
  expect(store.take('a')).toBe('a')
  expect(store.take('a')).toBeUndefined()
  store.set('b', 'B')
  for (const key of ['c', 'd']) store.set(key, key)
  expect(dropped).toEqual(['b', 'B'])
})
