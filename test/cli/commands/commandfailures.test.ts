import { spawn } from 'node:child_process'
import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import { setTimeout } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { launcher } from '../process.js'
import { hang, marked, print, script, withClient } from './clients.js'

const { folder, at, run } = withClient()

describe('a command that fails', () => {
  const failures: readonly (readonly [what: string, command: string, message: RegExp, flags?: readonly string[]])[] = [
    ['exits early', script('echo oops >&2; exit 3'), /before its first step: it ends with exit code 3\n {2}oops\n$/],
    [
      'exits well, but early',
      script(print({ step: [1, 1] })),
      /after 1 of 5 steps: it ends with exit code 0\n {2}An optimizer that has no more to do says/,
    ],
    ['is killed', script('kill -9 $$'), /it is ended by SIGKILL\n$/],
    ['is not found', 'nonesuch x', /^error: cannot run nonesuch: there is no such command\n$/],
    ['is not found, and set a variable', 'A=1 sh', /cannot run A=1: .*\n {2}To set a variable: env A=1 …\n$/],
    ['may not be run', './descent.mjs', /cannot run \.\/descent\.mjs: it is no program that may be run\n$/],
    [
      'prints no JSON',
      script(`echo hello $(printf "%0200d" 7); ${hang}`),
      /it prints what is no JSON: "hello 0{70,80}…"\n/,
    ],
    ['says what is no message', script(`${print([1])} ${hang}`), /expected a message, an object, got "\[1\]"/],
    [
      'says nothing that is known',
      script(`${print({ steps: [1, 2] })} ${hang}`),
      /unknown message "\{"steps":\[1,2\]\}"; did you mean "step"\?/,
    ],
    [
      'asks with a word too much',
      script(`${print({ evaluate: [1, 2], needs: ['value'] })} ${hang}`),
      /unknown message .*; did you mean "need"\?/,
    ],
    [
      'says two things at once',
      script(`${print({ step: [1, 2], done: true })} ${hang}`),
      /a message has step or done, got/,
    ],
    [
      'steps to no point',
      script(`${print({ step: [1, null] })} ${hang}`),
      /step: expected \[x, y\], two numbers, got \[ 1, null \]\n.*"nan"/,
    ],
    ['steps to three numbers', script(`${print({ step: [1, 2, 3] })} ${hang}`), /step: expected \[x, y\]/],
    [
      'asks for what there is not',
      script(`${print({ evaluate: [1, 2], need: ['jacobian'] })} ${hang}`),
      /need: expected a list of value, gradient, hessian, got \[ 'jacobian' \]/,
    ],
    ['asks for nothing', script(`${print({ evaluate: [1, 2], need: [] })} ${hang}`), /need: expected a list/],
    ['is not done', script(`${print({ done: 'yes' })} ${hang}`), /done: expected true, got 'yes'/],
    [
      'prints a line without end',
      script(`yes | tr -d "\\n" | head -c 200000; ${hang}`),
      /a line of more than 65536 characters: "yyy/,
    ],
    ['closes its output', script(`exec >&-; ${hang}`), /it has closed its standard output\n/],
    [
      'takes too many steps',
      script(print(...Array.from({ length: 6 }, (_, i) => ({ step: [i, 1] })))),
      /after 5 of 5 steps: it takes one more\n/,
    ],
    [
      'fails, as it says itself',
      script(`${print({ error: 'no such class' })} ${hang}`),
      /before its first step: no such class\n/,
    ],
    [
      'stops answering',
      script(hang),
      /no message for 0\.3 seconds\n {2}--optim-timeout SECONDS waits longer\.\n/,
      ['--optim-timeout', '0.3'],
    ],
    [
      'does not hear SIGTERM',
      script(`trap : TERM; while :; do sleep 1; done`),
      /no message for 0\.3 seconds/,
      ['--optim-timeout', '0.3'],
    ],
    [
      'asks and never reads',
      `sh -c 'while :; do ${print({ evaluate: [1, 2] })}done'`,
      /it has read nothing for 0\.5 seconds/,
      ['--optim-timeout', '0.5'],
    ],
    ['has a child that holds its output', script(`${hang} & exit 4`), /it ends with exit code 4\n/],
  ]
  for (const [what, command, message, flags = []] of failures)
    it(`is told in words where it ${what}`, () => {
      const before = readdirSync(folder)
      const problem = ['--fn', 'booth', '--steps', '5', '-o', 'x.png', ...flags]
      const { code, err } = run('run', '--optim-command', command, ...problem)
      expect(err).toMatch(message)
      expect(code).toBe(1)
      expect(readdirSync(folder)).toEqual(before)
    })

  it('shows the last lines only of what it complained of, and spells what a terminal would obey', () => {
    const { err } = run('run', '--optim-command', script('seq 40 >&2; printf "\\033[2Jend" >&2; exit 1'), '-o', 'x.png')
    expect(err.split('\n').slice(1)).toEqual([
      ...Array.from({ length: 9 }, (_, i) => `  ${i + 32}`),
      '  \\x1b[2Jend',
      '',
    ])
  })

  it.each([
    [['--optim-command', 'a "b'], /--optim-command: no " closes the one in "b/],
    [['--optim-command', 'a \\'], /--optim-command: nothing stands after the last \\/],
    [['--optim-command', ' '], /--optim-command: expected a command, got " "/],
    [
      ['--optim-command', 'a | b'],
      /\| means something to a shell, and none is run\n {2}For a shell's work, name the shell: sh -c/,
    ],
    [['--optim-command', 'a', '--optim', 'adam'], /give only one of optim and optim-command/],
    [['--optim-command', 'a', '--optim-timeout', '0'], /--optim-timeout: expected a number above 0/],
    [['--optim-command', 'a', '--set', '1x=2'], /hyperparameter "1x": expected a name/],
  ])('refuses %j', (flags, message) => {
    expect(run('run', ...flags)).toMatchObject({ code: 2, err: expect.stringMatching(message) })
  })

  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('ends with its group at %s, without a word', async signal => {
    const deaf = script(`trap : TERM INT HUP; echo > up-${signal}; sleep 60 & while :; do sleep 1; done`)
    const child = spawn(process.execPath, [launcher, 'run', '--optim-command', deaf, '-o', 'x.png'], {
      cwd: folder,
      env: { ...process.env, ...marked },
    })
    let err = ''
    child.stderr.on('data', chunk => {
      err += chunk
    })
    const ended = new Promise(resolve => child.once('close', resolve))
    while (!existsSync(at(`up-${signal}`))) await setTimeout(20)
    child.kill(signal)
    expect([await ended, err]).toEqual([{ SIGINT: 130, SIGTERM: 143, SIGHUP: 129 }[signal], ''])
  })

  it.each(['1', '2'])(
    'ends with a batch that is interrupted, in %s process(es), without a word of the others',
    async jobs => {
      const deaf = (name: string) => script(`trap : TERM INT HUP; echo > up-${name}; while :; do sleep 1; done`)
      const entry = (name: string) => `  - { name: ${name}, optim-command: ${JSON.stringify(deaf(name))} }\n`
      const names = [`a${jobs}`, `b${jobs}`]
      writeFileSync(at('batch.yaml'), `figures:\n${[...names, 'c'].map(entry).join('')}`)
      const child = spawn(process.execPath, [launcher, 'batch', 'batch.yaml', '--jobs', jobs], {
        cwd: folder,
        env: { ...process.env, ...marked },
      })
      let said = ''
      for (const stream of [child.stdout, child.stderr])
        stream.on('data', chunk => {
          said += chunk
        })
      const ended = new Promise(resolve => child.once('close', resolve))
      while (!names.every(name => existsSync(at(`up-${name}`)))) await setTimeout(20)
      child.kill('SIGINT')
      expect([await ended, said]).toEqual([130, ''])
    },
  )
})
