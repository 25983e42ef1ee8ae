import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { list } from '../../../src/cli/commands/list.js'

const said = vi.hoisted((): string[] => [])
vi.mock('../../../src/cli/talk/streams.js', () => ({ send: (_: unknown, text: string) => said.push(text) }))

/** What a list says on a terminal so wide, or to a pipe. */
async function lines(what: string, columns?: number): Promise<readonly string[]> {
  said.length = 0
  vi.spyOn(process.stdout, 'isTTY', 'get').mockReturnValue(columns !== undefined)
  vi.spyOn(process.stdout, 'columns', 'get').mockReturnValue(columns ?? 120)
  await list(what, {})
  return said.join('').trimEnd().split('\n')
}

describe('a list', () => {
  beforeEach(() => {
    // A getter is what can be watched.
    for (const key of ['isTTY', 'columns']) Object.defineProperty(process.stdout, key, { configurable: true, get() {} })
    vi.stubEnv('NO_COLOR', '1')
  })
  afterEach(() => {
    vi.restoreAllMocks()
    vi.unstubAllEnvs()
  })

  it('has each name on one line of a terminal, and no line in parts for a pipe', async () => {
    const whole = await lines('optimizers')
    expect(Math.max(...whole.map(line => line.length))).toBeGreaterThan(200)
    expect(whole.join()).not.toContain('…')
    for (const columns of [80, 100, 133]) {
      const shown = await lines('optimizers', columns)
      expect(shown).toHaveLength(whole.length)
      expect(Math.max(...shown.map(line => line.length))).toBe(columns - 2)
      for (const [i, line] of shown.entries())
        if (line !== whole[i]) {
          expect(line).toHaveLength(columns - 2)
          expect(line).toBe(`${whole[i]?.slice(0, columns - 3)}…`)
        }
    }
    // A sentence that just fits is whole.
    const length = whole.map(line => line.length).sort((a, b) => a - b)[20] ?? 0
    expect((await lines('optimizers', length + 2)).filter(line => line.length === length)).toEqual(
      expect.arrayContaining(whole.filter(line => line.length === length)),
    )
  })

  it('keeps forty letters of what it says of a name on a terminal that is narrower', async () => {
    const [name = 0] = (await lines('optimizers')).map(line => line.search(/\S {2,}\S/) + 1).sort((a, b) => b - a)
    for (const columns of [10, 40, name + 40])
      expect(Math.max(...(await lines('optimizers', columns)).map(line => line.length))).toBe(name + 2 + 40)
  })

  it('has groups where there are any, with a line between them', async () => {
    const palettes = await lines('palettes')
    const heads = palettes.filter(line => /^\S/.test(line))
    expect(heads).toEqual(['sequential', 'sequential, one hue', 'diverging'])
    const gaps = [...palettes.keys()].filter(i => palettes[i] === '')
    expect(gaps.map(i => palettes[i + 1])).toEqual(heads.slice(1))
    expect((await lines('formats')).every(line => /^ {2}\w/.test(line))).toBe(true)
  })
})
