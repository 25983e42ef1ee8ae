import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { PNG } from 'pngjs'
import { afterAll, describe, expect, it } from 'vitest'
import { launcher, optviz, temporaryFolder } from '../process.js'

const { folder, remove } = temporaryFolder()
afterAll(remove)
const at = (name: string) => join(folder, name)
const small = ['run', '--fn', 'booth', '--lr', '0.5', '--steps', '8', '--size', '121x91', '--resolution', '20', '-q']

/** Set in CI: ffmpeg that is missing is then a failure, not a reason to skip. */
const hasFfmpeg = (() => {
  try {
    execFileSync('ffprobe', ['-version'], { stdio: 'ignore' })
    return true
  } catch {
    return process.env.OPTVIZ_REQUIRE_FFMPEG === '1'
  }
})()

/** A folder with a program called ffmpeg that does this, and the system's programs. */
function pathWith(name: string, script: string): { readonly PATH: string; readonly TMPDIR: string } {
  mkdirSync(at(name))
  mkdirSync(at(`${name}/tmp`))
  writeFileSync(at(`${name}/ffmpeg`), `#!/bin/sh\n${script}\n`)
  chmodSync(at(`${name}/ffmpeg`), 0o755)
  return { PATH: `${at(name)}:/usr/bin:/bin`, TMPDIR: at(`${name}/tmp`) }
}

describe.skipIf(!hasFfmpeg)('films', () => {
  const probed = (file: string) =>
    Object.fromEntries(
      execFileSync(
        'ffprobe',
        ['-v', 'error', '-count_frames', '-show_entries', 'stream:format=duration', '-of', 'default=nw=1', at(file)],
        { encoding: 'utf8' },
      )
        .trim()
        .split('\n')
        .map(line => line.split('=')),
    )

  it.each([
    ['mp4', 'h264'],
    ['webm', 'vp9'],
  ])('%s: every player knows it, it holds its end and the recipe', (format, codec) => {
    expect(optviz([...small, '--fps', '10', '-o', `a.${format}`], folder)).toMatchObject({ code: 0, err: '' })
    const film = probed(`a.${format}`)
    // Nine moments of a tenth of a second, but the last one stays until three seconds are over; sides are even.
    expect(film).toMatchObject({ codec_name: codec, pix_fmt: 'yuv420p', width: '122', height: '92' })
    expect(film).toMatchObject({ r_frame_rate: '10/1', nb_read_frames: '30', color_space: 'bt709' })
    expect(Number(film.duration)).toBeCloseTo(3, 1)
    const again = optviz(['inspect', `a.${format}`], folder).out
    expect(again).toContain(`--size 121x91 --resolution 20 --fps 10 --format ${format}`)
  })

  it('webp: a loop, every pixel as a picture of its frame has it, with the recipe', () => {
    expect(optviz([...small, '-o', 'w.webp', '-o', 'w-%d.png', '--scale', '1'], folder)).toMatchObject({ code: 0 })
    const bytes = readFileSync(at('w.webp'))
    expect(bytes.toString('latin1', 0, 12)).toMatch(/^RIFF....WEBP$/s)
    expect(bytes.readUInt32LE(4)).toBe(bytes.length - 8)
    // The number of loops stands after the ground's color; 0: for ever (WebP container specification, ANIM).
    expect(bytes.readUInt16LE(bytes.indexOf('ANIM', 0, 'latin1') + 12)).toBe(0)
    expect(optviz(['inspect', 'w.webp'], folder).out).toContain('--format webp')
  })

  it('show what a GIF shows', () => {
    optviz([...small, '-o', 'b.mp4', '-o', 'b-%02d.png', '--scale', '1'], folder)
    const last = readdirSync(folder).filter(name => /^b-\d\d\.png$/.test(name))
    expect(last).toHaveLength(9)
    execFileSync('ffmpeg', ['-v', 'error', '-sseof', '-0.1', '-i', at('b.mp4'), '-frames:v', '1', at('end.png')])
    const [film, frame] = ['end.png', 'b-09.png'].map(name => PNG.sync.read(readFileSync(at(name))))
    let sum = 0
    for (let y = 0; y < 91; y++)
      for (let x = 0; x < 121; x++)
        for (let c = 0; c < 3; c++)
          sum += Math.abs((film?.data[4 * (122 * y + x) + c] ?? 0) - (frame?.data[4 * (121 * y + x) + c] ?? 0))
    // Colors are stored for two by two pixels.
    expect(sum / (3 * 121 * 91)).toBeLessThan(6)
  })
})

describe('without a film', () => {
  const nothing = (name: string) => {
    expect(existsSync(at('x.mp4'))).toBe(false)
    expect(readdirSync(at(`${name}/tmp`))).toEqual([])
  }

  it('it is told how to get ffmpeg where there is none', () => {
    const result = optviz([...small, '-o', 'x.mp4'], folder, { PATH: at('none') })
    expect(result.code).toBe(1)
    expect(result.err).toMatch(/^error: films need ffmpeg, .*\n {2}Install it \(.*\); or write a GIF/)
  })

  it('it is told why ffmpeg fails', () => {
    const result = optviz([...small, '-o', 'x.mp4'], folder, pathWith('failing', 'echo "no such codec" >&2; exit 1'))
    expect([result.code, result.err]).toEqual([1, 'error: ffmpeg cannot make the film: no such codec\n'])
    nothing('failing')
  })

  it('an interrupted one leaves no file, and ffmpeg ends', async () => {
    const env = pathWith('slow', 'echo $$ > "$TMPDIR/../pid"; exec sleep 600')
    const child = spawn(process.execPath, [launcher, ...small, '-o', 'x.mp4'], {
      cwd: folder,
      env: { ...process.env, ...env },
    })
    const pid = at('slow/pid')
    for (let waited = 0; !existsSync(pid) && waited < 60_000; waited += 50) await new Promise(go => setTimeout(go, 50))
    await new Promise(go => setTimeout(go, 200))
    child.kill('SIGINT')
    const [code] = await once(child, 'exit')
    expect(code).toBe(130)
    expect(() => process.kill(Number(readFileSync(pid, 'utf8')), 0)).toThrow()
    nothing('slow')
  })
})

describe('frames', () => {
  it('are pictures with numbers, PNG or SVG, each with the recipe', () => {
    mkdirSync(at('frames'))
    const out = ['-o', 'frames/%04d.png', '-o', 'frames/%d.svg', '--every', '4']
    const result = optviz([...small.slice(0, -1), ...out], folder)
    expect(result).toMatchObject({ code: 0 })
    expect(result.out).toMatch(/wrote {3}frames\/%04d\.png\n.*wrote {3}frames\/%d\.svg\n/)
    expect(readdirSync(at('frames')).sort()).toEqual(['0001.png', '0002.png', '0003.png', '1.svg', '2.svg', '3.svg'])
    expect(readFileSync(at('frames/1.svg'), 'utf8')).not.toBe(readFileSync(at('frames/3.svg'), 'utf8'))
    expect(optviz(['inspect', 'frames/2.svg'], folder).out).toContain('Again: optviz run')
  })

  it.each([
    [
      [...small, '-o', '%d.gif'],
      /^error: --out %d\.gif has a place for numbers, .* and is gif\n {2}Frames are png or svg/,
    ],
    [[...small, '-o', '%d%d.png'], /^error: --out %d%d\.png has two places for numbers: expected one, of the frame\n/],
    [['sweep', '--scan', 'lr=0.1,1', '-o', '%d.png'], /^error: a sweep does not move/],
  ])('%s: exit 2', (args, message) => {
    const result = optviz(args, folder)
    expect(result.code).toBe(2)
    expect(result.err).toMatch(message)
  })
})
