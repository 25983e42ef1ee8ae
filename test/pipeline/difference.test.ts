import { describe, expect, it } from 'vitest'
import { commonKind, kindOfContent, kindOfFile } from '../../src/diff/kinds.js'
import { drawDifference } from '../../src/pipeline/difference.js'

const pixels = (width: number) => ({ width, height: 4, data: new Uint8Array(16 * width) })
const pictures = (width: number) => ({
  expected: pixels(width),
  difference: pixels(width),
  actual: pixels(width),
})

describe('the picture of a difference', () => {
  it('is a PNG; there is none of what is no picture', async () => {
    const { png, warning } = await drawDifference('a', { message: 'one', pictures: pictures(4) })
    expect([Buffer.from(png ?? []).toString('latin1', 1, 4), warning]).toEqual(['PNG', undefined])
    expect(await drawDifference('a', { message: 'one' })).toEqual({})
  })

  it('that cannot be drawn costs nothing but itself: it is said why', async () => {
    const wide = { ...pixels(4), width: 100_000 }
    const broken = { expected: wide, difference: wide, actual: wide }
    expect(await drawDifference('a', { message: 'one', pictures: broken })).toEqual({
      warning: expect.stringMatching(/^the picture of the difference cannot be drawn: ./),
    })
  })
})

describe('the kind of files', () => {
  it('is told by the extension, or by what is in bytes', () => {
    expect(kindOfFile('a/b.PNG')).toBe('png')
    expect(() => kindOfFile('a.jpg')).toThrow('cannot compare a.jpg: files of kind "jpg" are unknown')
    const of = (text: string) => kindOfContent(Buffer.from(text, 'latin1'), 'it')
    expect(['\x89PNG\r', 'GIF89a', '%PDF-1.7', '<?xml version="1.0"?>\n<svg>'].map(of)).toEqual([
      'png',
      'gif',
      'pdf',
      'svg',
    ])
    expect([' \n{"a": 1}', '[1]', '\xef\xbb\xbf{}', 'step,x\n0,1', '-1'].map(of)).toEqual([
      'json',
      'json',
      'json',
      'csv',
      'csv',
    ])
    expect(() => of('\x00\x01')).toThrow('cannot compare it: it holds what nobody knows')
    expect(() => commonKind('png', 'svg')).toThrow('cannot compare a png file with a svg file')
  })
})
