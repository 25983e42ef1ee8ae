import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { optviz, shell, temporaryFolder } from '../process.js'

const { folder: root, remove } = temporaryFolder()
afterAll(remove)
const fresh = () => mkdtempSync(join(root, 'streams-'))

const run = 'run --steps 5'
/** A warning comes with it. */
const warns = 'run --optim sgd --lr 10 --steps 50'

let made: string
beforeAll(() => {
  made = fresh()
  writeFileSync(join(made, 'm.yaml'), 'out: out\nfigures: [{ name: a, formats: csv, steps: 1 }]')
  expect(optviz([...run.split(' '), '-o', 'a.png', '-o', 'a.csv', '-o', 'a.json'], made).code).toBe(0)
})

/** Every command that says something on stdout. */
const commands = [
  'list optimizers',
  'list palettes --json',
  'show adamw',
  'doctor',
  'completion bash',
  'inspect a.png',
  '--help',
  'run --help',
  '--version',
  '',
  'diff a.csv a.csv',
  'batch m.yaml --json',
  `${run} -o b.csv`,
  `${run} -o b.csv --json`,
  `${run} -o - -f png`,
  'compare --optim adam,sgd --steps 5 -f csv -o b.csv',
  'sweep --scan lr=0.1,0.2 --steps 5 -f csv -o b.csv',
]

describe.runIf(existsSync('/dev/full'))('a full stdout', () => {
  for (const command of commands)
    it(`optviz ${command}: one line on stderr, exit 1`, () => {
      expect(shell(`optviz ${command} > /dev/full`, made)).toEqual({
        code: 1,
        out: '',
        err: 'error: cannot write to stdout: the disk is full\n',
      })
    })

  it('does not cost a file', () => {
    const folder = fresh()
    expect(shell(`optviz ${run} -o - -o late.csv > /dev/full`, folder).code).toBe(1)
    expect(readFileSync(join(folder, 'late.csv'), 'utf8').trimEnd().split('\n')).toHaveLength(7)
  })

  it('is noticed where it takes a part', () => {
    const folder = fresh()
    const { code, err } = shell(`ulimit -f 2; optviz ${run} -o - -f png > part.png`, folder)
    expect({ code, err }).toEqual({
      code: 1,
      err: 'error: cannot write to stdout: the limit on file sizes is reached\n',
    })
    mkdirSync(join(folder, 'small'))
    const mounts = `mount -t tmpfs -o size=4k none small`
    // Where one may have a disk of one's own.
    if (spawnSync('unshare', ['-rm', 'bash', '-c', mounts], { cwd: folder }).status !== 0) return
    const script = `unshare -rm bash -c '${mounts}; "$0" "$@" > small/part.png' "${process.execPath}" "$(realpath "$LAUNCHER")"`
    const said = spawnSync('bash', ['-c', `${script} ${run} -o - -f png`], {
      cwd: folder,
      encoding: 'utf8',
      env: { ...process.env, LAUNCHER: join(import.meta.dirname, '../../../bin/optviz.js') },
    })
    expect([said.status, said.stderr]).toEqual([1, 'error: cannot write to stdout: the disk is full\n'])
  })
})

describe('a reader that goes away', () => {
  for (const command of commands)
    it(`optviz ${command}: quiet, exit 0`, () => {
      const { code, err } = shell(`optviz ${command} | (exec 0<&-; sleep 0.1)`, made)
      expect(code).toBe(0)
      if (!command.includes('-o -')) expect(err).toBe('')
    })

  it('costs no file, and no verdict', () => {
    const folder = fresh()
    // Of a figure that no pipe holds as a whole.
    const large = 'run --steps 50000 --fn beale --optim adam'
    expect(shell(`optviz ${large} -f csv -o - -o late.csv | head -c 10`, folder)).toMatchObject({
      code: 0,
      out: 'step,x,y,v',
    })
    expect(readFileSync(join(folder, 'late.csv'), 'utf8').trimEnd().split('\n')).toHaveLength(50_002)
    expect(shell(`optviz ${large} -f csv -q -o - | tail -n 1`, folder).out).toMatch(/^50000,/)
    writeFileSync(join(folder, 'b.csv'), 'step,x,y,value\n0,0,0,1\n')
    expect(shell('optviz diff late.csv b.csv | (exec 0<&-; sleep 0.1)', folder).code).toBe(4)
  })
})

describe('stdout or stderr that is closed, full or has no reader', () => {
  const broken = ['>&- 2>&-', '2>&-', '2> /dev/full', '2> >(exec 0<&-)']
  for (const redirection of broken)
    it(`${redirection}: every figure is written, the exit code is as ever`, () => {
      const folder = fresh()
      expect(shell(`optviz ${warns} -o a.csv -o a.png --strict -v ${redirection}`, folder).code).toBe(3)
      expect(shell(`OPTVIZ_NONE=1 optviz batch m.yaml -v --out out --jobs 2 ${redirection}`, linked(folder)).code).toBe(
        0,
      )
      expect(shell(`optviz run --steps none ${redirection}`, folder).code).toBe(2)
      for (const file of ['a.csv', 'a.png', 'out/a.csv']) expect(existsSync(join(folder, file)), file).toBe(true)
    })

  function linked(folder: string): string {
    writeFileSync(
      join(folder, 'm.yaml'),
      'figures: [{ name: a, formats: csv, steps: 1 }, { name: b, formats: csv, optim: sgd, lr: 10 }]',
    )
    return folder
  }

  it('2> /dev/full: a figure on stdout is whole', () => {
    const folder = fresh()
    const { out } = shell(`optviz ${run} -q -o - -f csv`, folder)
    expect(shell(`optviz ${run} -v -o - -f csv 2> /dev/full`, folder)).toEqual({ code: 0, out, err: '' })
  })
})

it('a terminal that is gone: exit 1', () => {
  const script = `
import os, pty, subprocess, sys
master, terminal = pty.openpty()
os.close(master)
sys.exit(subprocess.run(sys.argv[1:], stdout=terminal).returncode)`
  if (spawnSync('python3', ['--version']).status !== 0) return
  const { code, err } = shell(
    `python3 -c '${script}' "$(type -P node)" "${join(import.meta.dirname, '../../../bin/optviz.js')}" list optimizers`,
    fresh(),
  )
  expect({ code, err }).toEqual({ code: 1, err: 'error: cannot write to stdout: input/output error\n' })
})
