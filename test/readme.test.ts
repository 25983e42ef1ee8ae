import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import manifest from '../package.json' with { type: 'json' }
import { launcher, temporaryFolder } from './cli/process.js'

/**
 * Runs the code blocks of README and docs/, in their order, in one folder: what is shown works as it is shown. Those in
 * TypeScript are run in library/package.test.ts.
 */
const { folder, remove } = temporaryFolder()
afterAll(remove)
const at = (name: string) => join(folder, name)
const root = fileURLToPath(new URL('..', import.meta.url))
const textOf = (page: string) => readFileSync(join(root, page), 'utf8')

/** README, the pages in the order in which it names them, and what else there is for readers. */
const named = [...textOf('README.md').matchAll(/\]\((docs\/[\w-]+\.md)\)/g)].map(([, page = '']) => page)
const pages = [...new Set(['README.md', ...named, 'CONTRIBUTING.md', 'CHANGELOG.md'])]
const readme = pages.map(textOf).join('\n')

/** The fenced blocks of a language. */
const fenced = (language: string) =>
  [...readme.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].flatMap(([, kind, text = '']) =>
    kind === language ? [text] : [],
  )

/** The lines of indented blocks, outside of fenced ones, that are commands; each once. */
const lines = readme
  .replaceAll(/^```\w+\n[\s\S]*?^```$/gm, '')
  .split('\n')
  .flatMap(line => /^ {4}((?:git|npm|bin\/|export|optviz|sbatch)\b.*)$/.exec(line)?.[1] ?? [])
const commands = [...new Set(lines)]

const only = (blocks: readonly string[]) => {
  expect(blocks).toHaveLength(1)
  return blocks[0] ?? ''
}
/** Clients of the protocol, in the same way. */
const clients = fenced('python').flatMap(text => {
  const [, name, line = ''] = /^# (\S+): (optviz .*)$/m.exec(text) ?? []
  return name === undefined ? [] : [{ name, line, text }]
})

/** The modules, each with the command in its first line. */
const modules = fenced('js').map(text => {
  const [, name = '', line = ''] = /^\/\/ (\S+): (optviz .*)$/m.exec(text) ?? []
  return { name, line, text }
})
const recording = join(root, 'fixtures/paths/mine.csv')
const manifestBlock = () =>
  only(fenced('yaml').filter(text => text.includes('figures:') && !/jobs:|optim-command/.test(text)))
const workflow = () => only(fenced('yaml').filter(text => text.includes('jobs:')))

beforeAll(() => {
  mkdirSync(at('bin'))
  writeFileSync(at('bin/optviz'), `#!/bin/sh\nexec '${process.execPath}' '${launcher}' "$@"\n`)
  chmodSync(at('bin/optviz'), 0o755)
  mkdirSync(at('node_modules'))
  symlinkSync(root, at('node_modules/optviz'))
  writeFileSync(at('figures.yaml'), manifestBlock())
  copyFileSync(recording, at('mine.csv'))
  copyFileSync(join(root, 'fixtures/grids/network.csv'), at('network.csv'))
  writeFileSync(at('run.yaml'), only(fenced('yaml').filter(text => text.includes('config.json'))))
  for (const { name, text } of [...modules, ...clients]) writeFileSync(at(name), text)
})

/** Where the links of a page lead, those to other hosts apart. */
const linksOf = (page: string) =>
  [...textOf(page).matchAll(/\]\(([^)\s]+)\)/g)].map(([, to = '']) => to).filter(to => !/^https?:/.test(to))

/** Whether a link leads to something: a file or a folder and, after a #, one of its headings as GitHub names them. */
function isThere(page: string, link: string): boolean {
  const [path = '', heading] = link.split('#')
  const file = path === '' ? join(root, page) : join(root, dirname(page), path)
  if (!existsSync(file) || heading === undefined) return existsSync(file)
  const headings = [...readFileSync(file, 'utf8').matchAll(/^#+ (.*)$/gm)].map(([, text = '']) => text.toLowerCase())
  return headings.some(text => text.replaceAll(/[^\w\s-]/g, '').replaceAll(' ', '-') === heading)
}

/** A line as a shell runs it. */
function shell(line: string, env: Readonly<Record<string, string>> = {}) {
  const path = `${at('bin')}${delimiter}${process.env.PATH}`
  const { status, stdout, stderr } = spawnSync('sh', ['-c', line], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, ...env, PATH: path },
  })
  return { code: status, out: stdout, err: stderr }
}

/** Why a line is not run here. */
const skipped: readonly (readonly [line: RegExp, why: string])[] = [
  [/^git clone/, 'needs the network'],
  [/^bin\/setup/, 'needs the network, and is what has made this clone'],
  [/pytorch\.py/, 'needs PyTorch; the test of the clients runs it'],
  [/^optviz explore/, 'serves until it is interrupted; its own tests start it'],
  [/^npm /, 'is this test, or takes minutes: that the script is there is looked at'],
]

describe('README and docs/', () => {
  it('say how optviz becomes a command before they first call it', () => {
    const text = textOf('README.md')
    const bare = text.search(/(^ {4}|`)optviz [\w-]/m)
    expect(text.indexOf('    export PATH=')).toBeGreaterThan(0)
    expect(bare).toBeGreaterThan(text.indexOf('npm link'))
  })

  it('are named by README, every page', () => {
    const there = readdirSync(join(root, 'docs')).map(name => `docs/${name}`)
    expect(there.filter(name => name.endsWith('.md') && !pages.includes(name))).toEqual([])
  })

  it('link to what is there: files, folders and headings', () => {
    const linked = pages.flatMap(page =>
      linksOf(page).flatMap(target => (isThere(page, target) ? [] : [`${page}: ${target}`])),
    )
    expect(pages.flatMap(linksOf).length).toBeGreaterThan(30)
    expect(linked).toEqual([])
  })

  it('has the commands that this test looks for (a check of the checker)', () => {
    expect(commands.filter(line => /^(bin\/)?optviz /.test(line)).length).toBeGreaterThan(15)
  })

  for (const line of commands) {
    const why = skipped.find(([pattern]) => pattern.test(line))?.[1]
    it.skipIf(why !== undefined)(`${line}${why === undefined ? '' : ` (${why})`}`, () => {
      if (line.startsWith('optviz diff old.png'))
        for (const name of ['old.png', 'new.png']) copyFileSync(at('flower-adamw.png'), at(name))
      const array = /--wrap '(.*)'$/.exec(line)?.[1]
      const slurm = { SLURM_ARRAY_TASK_ID: '1', SLURM_ARRAY_TASK_COUNT: '20' }
      const { code, err } = array === undefined ? shell(line) : shell(array, slurm)
      expect(err).not.toMatch(/^error:/m)
      expect(code).toBe(Number(/# exit code (\d)/.exec(line)?.[1] ?? 0))
      // The first command ends without a warning; but whether the path rests at the last step hangs on how a processor rounds.
      if (line.startsWith('bin/optviz')) expect(err).toMatch(/^(?:warning: still (?:bouncing|descending) .*\n)?$/)
    })
  }

  it('show a client that is the one of fixtures/clients', () => {
    for (const { name, text, line } of clients) {
      expect(text).toBe(textOf(`fixtures/clients/${name}`))
      expect(shell(line)).toMatchObject({ code: 0, err: expect.not.stringContaining('error') })
    }
    expect(clients.map(({ name }) => name)).toEqual(['momentum.py'])
  })

  it('name files that are there, and tests that are in them', () => {
    const missing = pages.flatMap(page => {
      const files = [...textOf(page).matchAll(/`((?:src|test|fixtures|bin|bench|docs)\/[^`\s*]+)`/g)]
      return files.map(([, file = '']) => file).filter(file => !file.includes('NAME') && !existsSync(join(root, file)))
    })
    expect(missing).toEqual([])
    const tests = [...textOf('CONTRIBUTING.md').matchAll(/`(test\/[^`\s]+\.test\.ts)`,\s“([^”]+)”/g)]
    expect(tests.length).toBeGreaterThan(5)
    for (const [, file = '', name = ''] of tests) expect(textOf(file)).toContain(name.replaceAll(/\s+/g, ' '))
  })

  it('tell of this version in the changelog, under the headings of Keep a Changelog', () => {
    const headings = [...textOf('CHANGELOG.md').matchAll(/^##+ (.*)$/gm)].map(([, heading = '']) => heading)
    expect(headings[0]).toBe('[Unreleased]')
    expect(headings.filter(heading => heading.startsWith(`[${manifest.version}] - 20`))).toHaveLength(1)
    const kinds = ['Added', 'Changed', 'Deprecated', 'Removed', 'Fixed', 'Security']
    expect(headings.filter(heading => !heading.startsWith('[') && !kinds.includes(heading))).toEqual([])
  })

  it('names scripts that are there', () => {
    const named = [...readme.matchAll(/npm run ([\w:]+)/g)].map(([, script]) => script ?? '')
    expect(named.filter(script => !Object.hasOwn(manifest.scripts, script))).toEqual([])
  })

  it('has modules for all: a function, a sum over data, an update rule and a procedure', () => {
    expect(modules.map(({ name }) => name)).toEqual(['bowl.mjs', 'fit.mjs', 'heavy-ball.mjs', 'halving.mjs'])
  })

  it.each(modules)('shows a module that runs as its first line says: $name', ({ line }) => {
    expect(shell(line)).toMatchObject({ code: 0, err: expect.not.stringContaining('error') })
  })

  it.skipIf(spawnSync('python3', ['--version']).status !== 0)(
    'shows a script that records the path of its page',
    () => {
      writeFileSync(
        at('my_adam.py'),
        only(fenced('python').filter(text => clients.every(client => client.text !== text))),
      )
      const { code, out } = shell('python3 my_adam.py')
      expect(code).toBe(0)
      const numbers = (text: string) => text.trim().split(/[\n,]/).slice(4).map(Number)
      const expected = numbers(readFileSync(recording, 'utf8'))
      expect(numbers(out).map((value, i) => Math.abs(value - (expected[i] ?? Number.NaN)) < 1e-9)).not.toContain(false)
    },
  )

  it('shows what a comparison with it says', () => {
    const said = shell("optviz compare --optim adam:lr=0.1 --path mine.csv --label 'my Adam' --fn himmelblau").out
    const shown = fenced('text').find(text => text.includes('my Adam'))
    expect(said.split('\n').slice(1, 5)).toEqual(shown?.split('\n').slice(1, 5))
  })

  it('shows a workflow whose steps run, but for what needs the network', () => {
    const { jobs } = parse(workflow())
    const steps: readonly { readonly run?: string }[] = jobs.figures.steps
    const lines = steps.flatMap(({ run = '' }) => (run.startsWith('optviz ') ? [run] : []))
    expect(lines).toHaveLength(1)
    for (const line of lines)
      expect(shell(line.replaceAll(/\$\{\{ matrix\.shard \}\}/g, '1'))).toMatchObject({ code: 0 })
    expect(existsSync(at('report.xml'))).toBe(true)
  })

  it.skipIf(spawnSync('make', ['--version']).status !== 0)('shows a Makefile that draws the figures', () => {
    writeFileSync(at('Makefile'), only(fenced('make')))
    expect(shell('make figures')).toMatchObject({ code: 0 })
  })
})
