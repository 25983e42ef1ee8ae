import { statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { loadAhead } from '../../engine/tensors/ahead.js'
import { loadScript } from './codecache.js'

type CommandLine = typeof import('../main.js')

/** What the build makes of all modules: the command line, and the library where it is asked for. */
interface Bundle extends CommandLine {
  library(): typeof import('../../index.js')
}

/**
 * Runs the command line, from the one file that `npm run build` makes of all modules where it is there, and ends the process
 * with the exit code. The build makes a CommonJS script of this module and what it imports; keep that little.
 */
export async function launch(argv: readonly string[]): Promise<never> {
  const own = isComputing(argv) ? loadAhead() : undefined
  const { main } = await commandLine(argv)
  const code = await main(argv, own)
  // Left to end by itself, Node takes the heap apart first, piece by piece: a twentieth of a run.
  process.exit(code)
}

/** Each of these has compiled code of its own; the rest is help and errors. */
const commands: ReadonlySet<string> = new Set(
  'run compare sweep explore artist batch worker diff inspect list show doctor setup completion'.split(' '),
)

/** Commands that compute in their own process. */
const computing: ReadonlySet<string> = new Set('run compare sweep artist worker doctor'.split(' '))

/** Whether a command wants the native engine, as far as its words tell; others would load it for nothing. */
function isComputing([, , command = '', ...rest]: readonly string[]): boolean {
  const without = rest.some((word, i) => word === '--backend=cpu' || (word === 'cpu' && rest[i - 1] === '--backend'))
  return computing.has(command) && !asksHelp(rest) && !without && process.env.OPTVIZ_BACKEND !== 'cpu'
}

function asksHelp(words: readonly string[]): boolean {
  return words.some(word => word === '--help' || word === '-h')
}

async function commandLine([, , command = '', ...rest]: readonly string[]): Promise<CommandLine> {
  const bundle = fileURLToPath(new URL('../../optviz.cjs', import.meta.url))
  const modules = fileURLToPath(new URL('../main.js', import.meta.url))
  // One that is older than the modules is what a build of them alone has left behind.
  if ((modified(bundle) ?? 0) < (modified(modules) ?? 0)) return import('../main.js')
  const use = commands.has(command) && !asksHelp(rest) ? command : 'help'
  return loadScript(bundle, use) as CommandLine
}

/** The exports of the library, from the same file. */
export function loadLibrary(): typeof import('../../index.js') {
  const bundle = fileURLToPath(new URL('../../optviz.cjs', import.meta.url))
  return (loadScript(bundle, 'library') as Bundle).library()
}

function modified(file: string): number | undefined {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs
}
