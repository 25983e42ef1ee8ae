import type { Call, Result } from './call.js'

/** What a terminal obeys or what it does not show, but the end of a line; spelled out, not taken from the code under test. */
const raw = /[^\P{Cc}\n]|[\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u

/** What JavaScript calls a value that is none, where it came into words. */
const nothing = /\[object |\bundefined\b/

/** The commands that write a figure. */
const drawing: ReadonlySet<string> = new Set(['run', 'compare', 'sweep'])

/** What is wrong with the end of a call, whatever it was called with: in words, or nothing. */
export function anomaliesOf({ args, files = {} }: Call, result: Result): readonly string[] {
  const { code, out, err } = result
  const [command = ''] = args
  const toStdout = args.some(word => /^(-o|--out=|-o=)?-$/.test(word) || word === '/dev/stdout')
  const changed = changes(result)
  const [inputs, others] = [
    changed.filter(name => Object.hasOwn(files, name)),
    changed.filter(name => !Object.hasOwn(files, name)),
  ]
  // A file that was there may be written anew where it is named once, as an output.
  const overwritten = inputs.filter(name => args.filter(word => word.includes(name)).length !== 1)
  const failed = code === 1 || code === 2
  const helped = args.some(word => word === '-h' || word === '--help' || word === '-V' || word === '--version')
  return [
    ...(code !== null && code >= 0 && code <= 4 ? [] : [`exit code ${code}`]),
    ...(/unexpected:|fails: \w*Error\b/.test(err) ? ['an error that nobody thought of'] : []),
    ...(/^\s+at .*[:(]\d+/m.test(out + err) ? ['a stack trace'] : []),
    ...(!nothing.test(args.join()) && nothing.test(err.replaceAll(/"[^"]*"/g, ''))
      ? ['a value that is none is told']
      : []),
    ...((!toStdout && raw.test(out)) || raw.test(err) ? ['a raw control character'] : []),
    ...linesOfErrors(command, err),
    ...(failed && err === '' ? ['a failure without a word'] : []),
    ...(code === 0 && /^error:/m.test(err) ? ['an error and exit code 0'] : []),
    ...(overwritten.length > 0 ? [`an input is changed: ${overwritten.join(', ')}`] : []),
    ...(failed && others.length > 0 && command !== 'batch' ? [`left behind: ${others.join(', ')}`] : []),
    ...(others.some(name => /\.tmp|\.part|~$/.test(name)) ? ['a temporary file is left'] : []),
    ...(code === 0 && drawing.has(command) && !helped && !toStdout && changed.length === 0
      ? ['no file and exit 0']
      : []),
    ...(code === 0 && !helped && args.includes('--json') && !toStdout && !isJson(out) ? ['--json is not JSON'] : []),
  ]
}

function changes({ before, after }: Result): readonly string[] {
  const names = new Set([...before.keys(), ...after.keys()])
  return [...names].filter(name => before.get(name) !== after.get(name))
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

/** An error is two lines; one in an expression shows the text and the place, too; of a manifest up to ten are told. */
function linesOfErrors(command: string, err: string): readonly string[] {
  const lines = err.split('\n').filter(line => line !== '' && !line.startsWith('warning:'))
  const most = command === 'batch' ? 50 : /^\s+\^$/m.test(err) ? 4 : 2
  const longest = Math.max(0, ...lines.map(line => line.length))
  return [
    ...(/^error:/m.test(err) && lines.length > most ? [`an error of ${lines.length} lines`] : []),
    ...(longest > 2000 ? [`a line of ${longest} characters`] : []),
  ]
}
