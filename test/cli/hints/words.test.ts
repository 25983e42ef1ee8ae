import { CommanderError } from 'commander'
import { afterAll, describe, expect, it } from 'vitest'
import { program } from '../../../src/cli/flags/program.js'
import { commandLineError, refuseGluedFlags } from '../../../src/cli/hints/error.js'
import type { UsageError } from '../../../src/errors.js'
import { optimizers } from '../../../src/optimizers/index.js'
import { optviz, temporaryFolder } from '../process.js'

const { folder, remove } = temporaryFolder()
afterAll(remove)

/** What a command line is refused with, before anything runs. */
async function refusal(line: string | readonly string[]): Promise<UsageError> {
  const argv = ['node', 'optviz', ...(typeof line === 'string' ? line.split(' ') : line)]
  const optviz = program(argv[2])
  for (const command of optviz.commands) command.action(() => {})
  try {
    refuseGluedFlags(optviz, argv, () => program())
    await optviz.parseAsync([...argv])
  } catch (error) {
    return error instanceof CommanderError ? commandLineError(error, program(), argv) : (error as UsageError)
  }
  throw new Error(`${argv.join(' ')} is taken`)
}

const said = async (line: string | readonly string[]) => {
  const { message, hint, exitCode } = await refusal(line)
  expect(exitCode).toBe(2)
  return `${message}\n${hint}`
}

describe('a flag from elsewhere', () => {
  it.each([
    ['run --optimizer adam', "unknown option '--optimizer'; did you mean --optim?"],
    ['run --function flower', '; did you mean --fn?'],
    ['run --learning-rate 0.1', '; did you mean --lr?'],
    ['run --cmap magma', '; did you mean --palette?'],
    ['run --output a.png', '; did you mean --out?'],
    ['run -lr 0.1', "unknown option '-lr'; did you mean --lr?"],
    ['run -lr=0.1', '; did you mean --lr?'],
    ['run -optim adam', '; did you mean --optim?'],
    ['run -optim=adam', '; did you mean --optim?'],
    ['run -fn flower', '; did you mean --fn?'],
    ['run -format svg', '; did you mean --format?'],
    ['run -output a.png', '; did you mean --out?'],
    ['run --xlim 0,1', '; did you mean --domain XMIN,XMAX,YMIN,YMAX?'],
    ['run --epochs 5', '; did you mean --steps?'],
    ['run -n 5', '; did you mean --steps?'],
    ['run --minima', '; did you mean --no-minima?'],
    ['run --colorbar', '; did you mean --no-colorbar?'],
    ['run --log', '; did you mean --objective log or --color-scale log?'],
    ['run --Optim adam', '; did you mean --optim?'],
    ['run --line_color red', '; did you mean --line-color?'],
    ['run --optimzer adam', '; did you mean --optim?'],
    ['compare --optimizers adam,lion', '; did you mean --optim?'],
    ['sweep --grid-search lr=0.1,1', '; did you mean --scan?'],
    ['batch m.yaml --workers 3', '; did you mean --jobs?'],
    ['batch m.yaml --output-dir x', '; did you mean --out?'],
  ])('%s', async (line, message) => expect(await said(line)).toContain(message))

  it('is a hyperparameter: --set, with the value that stands there', async () => {
    expect(await said('run --optim sgd --momentum 0.9')).toBe(
      "unknown option '--momentum'; did you mean --set momentum=0.9?\nSee: optviz run --help",
    )
    expect(await said('run --beta1=0.5')).toContain('; did you mean --set beta1=0.5?')
    expect(await said('run --weight-decay -0.1')).toContain('; did you mean --set weight_decay=-0.1?')
    expect(await said('run --nesterov --steps 3')).toContain('; did you mean --set nesterov=VALUE?')
    expect(await said('run --condition 100')).toContain('; did you mean --param condition=100?')
    for (const { name, hyperparameters } of optimizers)
      for (const key of Object.keys(hyperparameters).filter(key => !['lr', 'size'].includes(key)))
        expect(await said(['run', '--optim', name, `--${key.replaceAll('_', '-')}`, '1'])).toContain(`--set ${key}=1`)
  })

  it('of another optimizer: who has it', async () => {
    expect(await said('run --optim adam --momentum 0.9')).toMatch(/adam has no momentum; it is of .*qhm.* and others/)
  })

  it('of another command: which', async () => {
    expect(await said('run --scan lr=0.1,1')).toContain("unknown option '--scan': it is a flag of sweep")
    expect(await said('batch m.yaml --lr 1')).toMatch(/flag of run, compare, sweep and explore\nA manifest has it/)
    expect(await said('--optim adam --fn flower')).toContain('did you mean optviz run --optim adam --fn flower?')
    expect(await said('--json run')).toMatch(/--json stands before the command/)
    expect(await said('run --json=yes')).toContain('--json takes no value, got "yes"')
  })

  it.each([
    ['run -o=a.png', '-o=a.png: the value of -o stands apart; did you mean -o a.png or --out=a.png?'],
    ['run --fn booth -f=svg', '-f=svg: the value of -f stands apart; did you mean -f svg or --format=svg?'],
    ['run -q=yes', '-q takes no value, got "yes"'],
    ['run -vq=3', '-q takes no value, got "3"'],
    ['run -qo=a.png', '-o=a.png: the value of -o stands apart; did you mean -o a.png or --out=a.png?'],
    ['run -vqf=svg --fn booth', '-f=svg: the value of -f stands apart; did you mean -f svg or --format=svg?'],
  ])('with its value behind =, where it is short: %s', async (line, message) =>
    expect(await said(line)).toContain(message),
  )

  it.each(['run -of=csv', 'run -o x=1.csv', 'run --title -q=1'])('is a value, whatever it holds: %s', async line =>
    expect(said(line)).rejects.toThrow('is taken'),
  )

  it('is nothing that anybody knows: the help of the command that was called', async () => {
    expect(await said('inspect run --bogus')).toBe("unknown option '--bogus'\nSee: optviz inspect --help")
    expect(await said('show list --bogus')).toContain('See: optviz show --help')
    expect(await said('--bogus')).toContain('See: optviz --help')
  })
})

describe('a word without a flag', () => {
  it.each([
    ['run adam flower', 'optviz run --optim adam --fn flower'],
    ['run flower', 'optviz run --fn flower'],
    ['run Adam --lr 0.1', 'optviz run --optim adam --lr 0.1'],
    ['run --fn flower l-bfgs', 'optviz run --fn flower --optim lbfgs'],
    ['run adm rosenbrok', 'optviz run --optim adam --fn rosenbrock'],
    ['run adam lr=0.1 momentum=0.9', 'optviz run --optim adam --lr 0.1 --set momentum=0.9'],
    ['run adam steps=5 a.svg', 'optviz run --optim adam --steps 5 --out a.svg'],
    ['run -- adam', 'optviz run --optim adam'],
    ['run x^2+y^2', "optviz run --expr 'x^2+y^2'"],
    ['run settings.yaml', 'optviz run --config settings.yaml'],
    ['run adam lion flower', 'optviz compare --optim adam,lion --fn flower'],
    ['compare adam lion', 'optviz compare --optim adam,lion'],
    ['compare adam --fn flower lion --lr 0.1', 'optviz compare --optim adam,lion --fn flower --lr 0.1'],
    ['sweep adam lr=1e-3..1', 'optviz sweep --optim adam --scan lr=1e-3..1'],
    ['adam', 'optviz run --optim adam or optviz show adam'],
    ['flower', 'optviz run --fn flower or optviz show flower'],
    ['adam flower --steps 3', 'optviz run --optim adam --fn flower --steps 3'],
    ['RUN --fn flower', 'run'],
    ['rum', 'run'],
    ['plot', 'run'],
    ['optimizers', 'list optimizers'],
    ['zsh', 'completion zsh'],
    ['figures.yaml', 'optviz batch figures.yaml'],
    ['flower-adamw.png', 'optviz inspect flower-adamw.png'],
  ])('%s', async (line, meant) => expect(await said(line)).toContain(`; did you mean ${meant}?\nSee: `))

  it.each([
    'run foo',
    'run adam foo',
    'run adam --optim lion',
    'run 12',
    'nothing-like-it',
    // Near to a flag that takes no value, or none of this form.
    'run adam=0.5',
    'run quiet=3',
    'run minima=3',
    'run log=3',
    'run xlim=0,1',
  ])('%s: no guess', async line => {
    expect(await said(line)).not.toContain('did you mean')
  })

  it('behind -- is one, whatever it begins with', async () => {
    expect(await said('run -- -q')).toContain('run takes no words without a flag, got "-q"')
  })

  it('takes values of flags for what they are', async () => {
    expect(await said('run --title adam flower')).toContain(
      'got "flower"; did you mean optviz run --title adam --fn flower?',
    )
    expect(await said(['run', '--title', 'a b', 'flower'])).toContain("optviz run --title 'a b' --fn flower")
  })
})

describe('names in a command', () => {
  it('are known in any case, and the figure is the same', () => {
    const bytes = (name: string) => optviz(['run', '--steps', '3', '--palette', name, '-o', '-', '-f', 'SVG'], folder)
    expect(bytes('YlGnBu').bytes).toEqual(bytes('yl-gn-bu').bytes)
    expect(optviz(['show', 'ADAM'], folder).out).toMatch(/^adam /)
    expect(optviz(['list', 'Formats'], folder).code).toBe(0)
  })
})

it('says which flag has no value where it has taken the next flag for one', async () => {
  expect(await said('run --fn beale -o -f png')).toBe('-o has no value: -f behind it is a flag\nSee: optviz run --help')
  expect(await said('run --font --fn beale')).toContain('--font has no value: --fn behind it is a flag')
  expect(await said('compare --title -q --label --optim adam')).toContain(
    '--label has no value: --optim behind it is a flag',
  )
  expect(await said('run --title --fn beale flower')).toContain('--title has no value: --fn behind it is a flag')
})
