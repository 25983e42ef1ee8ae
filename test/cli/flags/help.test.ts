import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { program } from '../../../src/cli/flags/program.js'
import { call } from '../inprocess.js'
import { temporaryFolder } from '../process.js'

const { folder, remove } = temporaryFolder()
afterAll(remove)
const at = (name: string) => join(folder, name)
const help = async (command: string) => (await call([command, '--help'])).out

describe('help', () => {
  it.each(['run', 'compare', 'sweep', 'batch'])('of %s has examples and tells of the environment', async command => {
    const text = await help(command)
    expect(text).toMatch(/OPTVIZ_STEPS=500/)
    expect(text).toMatch(command === 'batch' ? /A manifest:/ : /Examples:\n {2}optviz \w+ --/)
  })

  it('has examples that run', async () => {
    const lines: string[] = []
    for (const args of [['--help'], ['run', '--help'], ['compare', '--help'], ['sweep', '--help']])
      lines.push(...((await call(args)).out.match(/(?<=^ {2})optviz \S+ .*$/gm) ?? []))
    expect(lines.length).toBeGreaterThan(12)
    const before = process.cwd()
    process.chdir(folder)
    writeFileSync(at('mine.csv'), 'x,y\n20,20\n10,10\n')
    try {
      for (const line of lines) {
        const command = line.replace(/ {2,}writes .*$/, '')
        const words = execFileSync('sh', ['-c', `printf '%s\\0' ${command}`])
          .toString()
          .split('\0')
          .slice(1, -1)
        // Smaller than they are shown: what takes its time is the pictures.
        const small = [
          ...(words.includes('show') ? [] : ['--size', '320x240']),
          ...(/\.gif/.test(line) ? ['--every', '40'] : []),
          ...(/scan start/.test(line) ? ['--resolution', '20'] : []),
        ]
        expect([line, (await call([...words, ...small])).code]).toEqual([line, 0])
      }
    } finally {
      process.chdir(before)
    }
  })

  it('says what is repeatable, of exactly the flags that are', () => {
    for (const command of program().commands.filter(known =>
      ['run', 'compare', 'sweep', 'explore'].includes(known.name()),
    ))
      for (const option of command.options) {
        // What is given again is added to what was given before.
        const repeat = option.parseArg !== undefined
        expect([option.flags, /repeatable/.test(option.description)]).toEqual([option.flags, repeat])
      }
  })
})

describe('counts', () => {
  it('agree with their nouns: what is said and drawn of one step, one evaluation, one figure', async () => {
    writeFileSync(at('one.yaml'), 'figures: [{ name: one, steps: 1, formats: svg, fn: booth }]')
    const fn = ['--fn', 'booth']
    const texts: string[] = []
    for (const args of [
      ['run', ...fn, '--steps', '1', '-v', '-o', at('a.svg')],
      ['run', ...fn, '--budget', '1', '-v', '-o', at('b.svg')],
      ['compare', '--optim', 'adam,sgd', ...fn, '--budget', '1', '-o', at('c.svg')],
      [
        'sweep',
        '--optim',
        'adam',
        ...fn,
        '--scan',
        'lr=0.1,0.2',
        '--steps',
        '1',
        '--metric',
        'steps-to=1e9',
        '-o',
        at('d.svg'),
      ],
      [
        'sweep',
        '--optim',
        'sgd',
        '--lr',
        '0.1',
        ...fn,
        '--scan',
        'start',
        '--steps',
        '1',
        '--resolution',
        '2',
        '-o',
        at('e.svg'),
      ],
      ['batch', at('one.yaml'), '-v'],
    ]) {
      const { code, out, err } = await call(args)
      expect([args, code, err.includes('error')]).toEqual([args, 0, false])
      texts.push(out, err)
    }
    for (const file of readdirSync(folder).filter(name => name.endsWith('.svg'))) {
      const svg = readFileSync(at(file), 'utf8').replace(/<style[\s\S]*?<\/style>|<metadata[\s\S]*?<\/metadata>/g, '')
      texts.push(svg.replaceAll(/<[^>]+>/g, '\n'))
    }
    const words = 'steps|evaluations|runs|starts|settings|files|figures|places|bytes|frames|points|minima|more places'
    expect(texts.join('\n')).toMatch(/\b1 step\b/)
    expect(texts.join('\n')).toMatch(/\b1 evaluation\b/)
    expect(texts.join('\n').match(new RegExp(`.*(?<![\\d.,])1 (${words})\\b.*`, 'g'))).toBeNull()
  })
})

it('says of a flag for none no more than that', async () => {
  expect(await help('run')).toMatch(/^ +--no-title +no title$/m)
})
