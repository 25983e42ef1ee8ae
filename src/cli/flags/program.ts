import { Command } from 'commander'
import { own } from '../../own.js'
import { version } from '../../version.js'
import { send } from '../talk/streams.js'
import { withoutColor } from '../talk/terminal.js'
import { addAbout } from './about.js'
import { addBatch } from './batch.js'
import { addCompare } from './compare.js'
import { addDiff } from './diff.js'
import { addExplore } from './explore.js'
import { addRun } from './run.js'
import { addSweep } from './sweep.js'

/** In the order of the help. */
const adders: Readonly<Record<string, (optviz: Command) => void>> = {
  run: addRun,
  compare: addCompare,
  sweep: addSweep,
  explore: addExplore,
  batch: addBatch,
  diff: addDiff,
  about: addAbout,
}

/**
 * The whole command line; or, as it has some hundred flags, no more than is needed for the command of a name. Every command loads
 * its code when it runs: help, list and show never load TensorFlow or canvas.
 */
export function program(name = ''): Command {
  const optviz = new Command('optviz')
    .description(
      'Shows how an optimizer moves: the path of any optimizer over any 2-D test function, as PNG, SVG, PDF, GIF, JSON or CSV.',
    )
    .version(version, '-V, --version')
    .exitOverride()
    .showSuggestionAfterError()
    .configureHelp({ showGlobalOptions: true })
    .configureOutput({ writeOut: text => send(process.stdout, text), writeErr: () => {} })
    .option('--no-color', 'no colors in messages (also: NO_COLOR)')
    .on('option:no-color', withoutColor)
    .addHelpText('after', examples)
  const adder = name === 'about' ? undefined : own(adders, name)
  for (const add of adder === undefined ? Object.values(adders) : [adder]) add(optviz)
  return optviz
}

const examples = `
Examples:
  optviz run --optim adamw --fn flower --lr 0.1 --steps 300      writes flower-adamw.png
  optviz run --optim lbfgs --fn rosenbrock -o path.svg -o path.csv
  optviz compare --optim adamw:lr=0.1,adahessian:lr=0.3 --fn flower -o race.gif
  optviz sweep --optim adamw --fn beale --scan lr=1e-3..1:60:log
  optviz show adamw

Environment:
  OPTVIZ_STEPS=500     as --steps 500, and so for every setting: OPTVIZ_OPTIM, OPTVIZ_COLOR_SCALE, …
  OPTVIZ_CACHE=FOLDER  where compiled code is kept (default: ~/.cache/optviz)
  OPTVIZ_DEBUG=1       shows where an error comes from
  NO_COLOR=1           no colors in messages

Exit status:
  0    done
  1    failed: a file cannot be read or written, no backend starts
  2    asked for in a wrong way
  3    diverged, under --strict
  4    files show something else: diff, batch --check
  130  interrupted`
