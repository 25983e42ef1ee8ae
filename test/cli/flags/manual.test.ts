import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import manifest from '../../../package.json' with { type: 'json' }
import { manual } from '../../../src/cli/flags/manual.js'
import { program } from '../../../src/cli/flags/program.js'

const root = fileURLToPath(new URL('../../..', import.meta.url))
const page = manual('2026-01-31')
const has = (tool: string) => spawnSync('sh', ['-c', `command -v ${tool}`]).status === 0
const groff = (...args: readonly string[]) =>
  spawnSync('groff', ['-man', '-Tutf8', '-ww', '-rLL=100n', ...args], { input: page, encoding: 'utf8' })

describe('the manual page', () => {
  it('is that of the build, but for its day, and is shipped', () => {
    const built = readFileSync(join(root, manifest.man[0] ?? ''), 'utf8')
    expect(built.replace(/(?<=^\.TH OPTVIZ 1 ")[\d-]+/, '2026-01-31')).toBe(page)
    expect(manifest.files).toContain('man')
  })

  it('has every command with all its arguments and flags, but hidden ones', () => {
    const [, ...sections] = page.split(/^\.SS /m)
    const shown = program().commands.filter(command => !['worker', 'artist'].includes(command.name()))
    expect(sections.map(text => text.split(/[ \n]/)[1])).toEqual(shown.map(command => command.name()))
    for (const [i, command] of shown.entries()) {
      const section = sections[i]?.replaceAll('\\-', '-') ?? ''
      for (const { flags, description } of command.options) {
        expect(section).toContain(`\n.B ${flags}\n`)
        expect(section.replaceAll('\n', ' ')).toContain(description.split(/[^\x20-\x7e\\]|["'\\]/)[0]?.trim())
      }
      for (const argument of command.registeredArguments) expect(section).toContain(`\n.B <${argument.name()}>\n`)
    }
    expect(page).not.toContain('worker')
  })

  it('has the examples, the variables and the exit codes of the help', () => {
    for (const heading of ['NAME', 'SYNOPSIS', 'DESCRIPTION', 'EXAMPLES', 'ENVIRONMENT', 'EXIT STATUS'])
      expect(page).toContain(`\n.SH ${heading}\n`)
    expect(page).toMatch(/OPTVIZ_CACHE=FOLDER/)
    expect(page).toMatch(/^ {2}130 {2}interrupted$/m)
  })

  it('is ASCII, and no line of it is a request by chance', () => {
    expect(page).toMatch(/^[\x20-\x7e\n]*$/)
    const requests = new Set(page.match(/^[.']\S*/gm))
    expect([...requests].sort()).toEqual(['.B', '.EE', '.EX', '.I', '.PP', '.SH', '.SS', '.TH', '.TP', '.br'])
  })

  it.skipIf(!has('groff'))('is formatted by groff without a warning, and says what the help says', () => {
    expect(groff('-z')).toMatchObject({ status: 0, stderr: '' })
    const text = groff('-P-cbu').stdout
    expect(text).toContain('--color-scale <kind>')
    expect(text).toMatch(/OPTVIZ_COLOR_SCALE, …/)
    expect(text).toContain(`"(x^2-1)^2 + y^2"`)
  })

  it.skipIf(!has('mandoc'))('has nothing that mandoc would warn of', () => {
    const { stdout } = spawnSync('mandoc', ['-Tlint', '-Wwarning'], { input: page, encoding: 'utf8' })
    expect(stdout).toBe('')
  })
})
