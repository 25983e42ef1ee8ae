import { execFileSync, spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { program } from '../../../src/cli/flags/program.js'
import { functions } from '../../../src/functions/index.js'
import { optimizers } from '../../../src/optimizers/index.js'
import { optviz, temporaryFolder } from '../process.js'

const { folder, remove } = temporaryFolder()
afterAll(remove)
const at = (name: string) => join(folder, name)
const helper = (name: string) => fileURLToPath(new URL(name, import.meta.url))

/** Set in CI: a shell that is missing is then a failure, not a reason to skip. */
const required = process.env.OPTVIZ_REQUIRE_SHELLS === '1'
const shells = ['bash', 'zsh', 'fish'] as const
type Shell = (typeof shells)[number]
const has = (shell: Shell) => required || spawnSync(shell, ['--version']).status === 0

/** What a shell offers for a line; a description, after a tab, is left out. */
const offers: Readonly<Record<Shell, (line: string) => readonly string[]>> = {
  bash: line => lines(execFileSync('bash', [helper('complete.bash'), at('script.bash'), line], { cwd: folder })),
  zsh: line => {
    const out = at(`zsh-${Math.random()}`)
    execFileSync('zsh', ['-f', helper('capture.zsh'), at('script.zsh'), out, line], { cwd: folder })
    return lines(readFileSync(out))
  },
  fish: line => {
    const config = { HOME: folder, XDG_CONFIG_HOME: folder, XDG_DATA_HOME: folder, PATH: process.env.PATH }
    const script = `source ${at('script.fish')}; complete -C ${JSON.stringify(line)}`
    return lines(execFileSync('fish', ['-c', script], { cwd: folder, env: config }))
  },
}

function lines(output: Buffer): readonly string[] {
  const words = output.toString().split('\n')
  return words.map(word => (word.split('\t')[0] ?? '').trim()).filter(word => word !== '')
}

beforeAll(() => {
  for (const shell of shells) {
    const { code, out, err } = optviz(['completion', shell], folder)
    expect([code, err]).toEqual([0, ''])
    writeFileSync(at(`script.${shell}`), out)
  }
  writeFileSync(at('manifest.yaml'), '')
})

const names = (list: readonly { readonly name: string }[], start: string) =>
  list.map(({ name }) => name).filter(name => name.startsWith(start))

for (const shell of shells)
  describe.skipIf(!has(shell))(`completion in ${shell}`, () => {
    const offered = (line: string) => [...offers[shell](line)].sort()

    it('offers the commands', () => {
      const commands = program().commands.map(command => command.name())
      expect(offered('optviz ')).toEqual(commands.filter(name => name !== 'worker' && name !== 'artist').sort())
      expect(offered('optviz comp')).toEqual(['compare', 'completion'])
    })

    it('offers every flag of a command', () => {
      const run = program().commands.find(command => command.name() === 'run')
      const flags = run?.options.map(option => option.long ?? '') ?? []
      expect(flags.length).toBeGreaterThan(30)
      expect(new Set(offered('optviz run --'))).toEqual(new Set([...flags, '--help']))
      expect(offered('optviz sweep --draw')).toEqual(['--draw-best'])
      expect(offered('optviz batch --sha')).toEqual(['--shard'])
    })

    it('offers optimizers, functions, palettes and choices where they stand', () => {
      expect(offered('optviz run --optim adamw')).toEqual(names(optimizers, 'adamw').sort())
      expect(offered('optviz run --steps 5 --fn ro')).toEqual(names(functions, 'ro').sort())
      expect(offered('optviz run --palette viri')).toEqual(['viridis'])
      expect(offered('optviz run --panel ')).toEqual(['loss', 'loss,lr', 'lr', 'none'])
      expect(offered('optviz run -f ')).toEqual(['csv', 'gif', 'json', 'mp4', 'pdf', 'png', 'svg', 'webm', 'webp'])
      expect(offered('optviz list ')).toEqual(['formats', 'functions', 'optimizers', 'palettes', 'schedules'])
      expect(offered('optviz show flow')).toEqual(['flower'])
      expect(offered('optviz run --schedule cos')).toEqual(['cosine', 'cosine-restarts'])
      expect(offered('optviz completion ')).toEqual(['bash', 'fish', 'zsh'])
    })

    it('goes on after a comma where several are compared', () => {
      expect(offered('optviz compare --optim adamw,lbf').map(word => word.replace('adamw,', ''))).toEqual(
        names(optimizers, 'lbf').sort(),
      )
    })

    it('offers the hyperparameters of the optimizer on the line', () => {
      const keys = offered('optviz run --optim lion --set ').map(key => key.replace(/=$/, ''))
      expect(keys).toEqual(['beta1', 'beta2', 'lr', 'weight_decay'])
    })

    it('offers files where a file is meant', () => {
      // bash's own completion of file names, which its readline adds, is not asked here.
      if (shell !== 'bash') expect(offered('optviz batch man')).toEqual(['manifest.yaml'])
      else expect(offered('optviz batch man')).toEqual([])
      expect(offered('optviz run --steps ')).toEqual([])
    })
  })

describe('completion', () => {
  it('does not repeat in bash what stands before a word break', () => {
    if (!has('bash')) return
    expect(offers.bash('optviz run --optim adamw@py')).toEqual(['pytorch'])
    expect(offers.bash('optviz run --optim=lio')).toEqual(['lion'])
    expect(offers.bash('optviz compare --optim adamw@pytorch,lio')).toEqual(['pytorch,lion'])
  })

  it('refuses other shells: exit 2', () => {
    const { code, out, err } = optviz(['completion', 'bsh'], folder)
    expect([code, out, err]).toEqual([2, '', expect.stringMatching(/unknown shell "bsh"; did you mean "bash"/)])
    expect(optviz(['completion'], folder).code).toBe(2)
  })
})
