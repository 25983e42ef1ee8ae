import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { decodeGif } from '../../../src/diff/pictures/decodegif.js'
import { optviz, temporaryFolder } from '../process.js'

const { folder, remove } = temporaryFolder()
afterAll(remove)
const at = (name: string) => join(folder, name)
const small = ['--fn', 'booth', '--steps', '20', '--size', '320x288', '-q']

describe('animations', () => {
  it('are written by run and compare, the format from the name or by -f, and drawn again from themselves', () => {
    const run = ['run', '--lr', '0.5', ...small, '--fps', '10', '--every', '4']
    expect(optviz([...run, '-o', 'a.gif', '-o', 'a.png'], folder).code).toBe(0)
    const frames = [...decodeGif(readFileSync(at('a.gif')))]
    expect(frames.map(({ delay }) => delay)).toEqual([10, 10, 10, 10, 10, 250])
    // A GIF is at scale 1, a PNG at 2.
    expect(frames[0]?.pixels.width).toBe(320)
    expect(readFileSync(at('a.png')).readUInt32BE(16)).toBe(640)
    const again = /Again: optviz (.+)$/m.exec(optviz(['inspect', 'a.gif'], folder).out)?.[1] ?? ''
    expect(again).toBe(
      'run --optim adamw --fn booth --steps 20 --lr 0.5 --size 320x288 --fps 10 --every 4 --format gif',
    )
    optviz([...again.split(' '), '-o', 'again.gif', '-q'], folder)
    expect(readFileSync(at('again.gif')).equals(readFileSync(at('a.gif')))).toBe(true)

    expect(optviz(['compare', '--optim', 'adamw,sgd:lr=0.01', ...small, '-f', 'gif'], folder).code).toBe(0)
    expect([...decodeGif(readFileSync(at('booth-compare.gif')))]).toHaveLength(21)
  })

  it('say nothing of progress where there is no terminal', () => {
    const { err, out } = optviz(['run', ...small, '-o', 'quiet.gif'], folder)
    expect(`${out}${err}`).not.toMatch(/frames|\r/)
  })

  const wrong: readonly (readonly [args: readonly string[], message: RegExp])[] = [
    [['run', '--fps', '0'], /--fps: expected a number of at least 0.1 and at most 50, got "0"/],
    [['run', '--fps', '60'], /--fps: expected/],
    [['run', '--every', '0'], /--every: expected a whole number from 1/],
    [['sweep', '--scan', 'lr=0.1,1'], /a sweep does not move: expected png, svg, pdf, json or csv/],
  ]
  for (const [args, message] of wrong)
    it(`${args.join(' ')} -o x.gif: exit 2, one or two lines, no file`, () => {
      const before = readdirSync(folder)
      const result = optviz([...args, '-o', 'x.gif'], folder)
      expect(result.err).toMatch(message)
      expect(result.err.trimEnd().split('\n').length).toBeLessThanOrEqual(2)
      expect([result.code, result.out]).toEqual([2, ''])
      expect(readdirSync(folder)).toEqual(before)
      expect(existsSync(at('x.gif'))).toBe(false)
    })
})
