import type { Command, Option } from 'commander'
import { version } from '../../version.js'
import { program as commandLine } from './program.js'

/** The manual page, in the macros of man(7), from the command line's own help: nothing is said twice. `date` is when it was made. */
export function manual(date: string): string {
  const program = commandLine()
  const help = program.createHelp()
  const commands = help.visibleCommands(program).filter(command => command.name() !== 'help')
  const lines = [
    `.TH OPTVIZ 1 "${date}" "optviz ${version}" "User Commands"`,
    ...['.SH NAME', `optviz \\- ${escaped(aboutOf(program))}`, '.SH SYNOPSIS'],
    ...commands.flatMap((command, i) => [
      ...(i > 0 ? ['.br'] : []),
      `.B optviz ${escaped(help.subcommandTerm(command))}`,
    ]),
    ...['.SH DESCRIPTION', ...filled(program.description()), '.SH COMMANDS'],
    ...commands.flatMap(command => [
      `.SS optviz ${escaped(help.subcommandTerm(command))}`,
      ...filled(`${capital(command.description())}.`),
      ...command.registeredArguments.flatMap(argument => item(`<${argument.name()}>`, argument.description)),
      ...groupsOf(command).flatMap(([heading, options]) => [
        ...(heading === '' ? [] : ['.PP', `.I ${escaped(heading)}`]),
        ...options.flatMap(({ flags, description }) => item(flags, description)),
      ]),
      ...blocksOf(command).flatMap(block => blockLines(block, heading => ['.PP', `.I ${escaped(heading)}`, '.PP'])),
    ]),
    ...['.SH OPTIONS', 'Of all commands:'],
    ...help.visibleOptions(program).flatMap(({ flags, description }) => item(flags, description)),
    ...blocksOf(program).flatMap(block =>
      blockLines(block, heading => [`.SH ${escaped(heading.replace(/:$/, '').toUpperCase())}`]),
    ),
  ]
  return `${lines.join('\n')}\n`
}

/** The beginning of a description, as a list of pages shows it. */
function aboutOf(program: Command): string {
  return program
    .description()
    .replace(/:.*$/s, '')
    .replace(/^\w/, first => first.toLowerCase())
}

function capital(text: string): string {
  return text.replace(/^\w/, first => first.toUpperCase())
}

/** A command's own options, in the groups of its help. */
function groupsOf(command: Command): readonly (readonly [heading: string, options: readonly Option[]])[] {
  const groups = new Map<string, Option[]>()
  for (const option of command.options.filter(({ hidden }) => !hidden)) {
    const heading = option.helpGroupHeading ?? ''
    groups.set(heading, [...(groups.get(heading) ?? []), option])
  }
  return [...groups]
}

/** What stands under the options in the help, in blocks that blank lines part. */
function blocksOf(command: Command): readonly string[] {
  const parts: string[] = []
  command.configureOutput({ writeOut: text => parts.push(text) }).outputHelp()
  // The first is the help itself.
  return parts
    .slice(1)
    .join('\n')
    .split(/\n\s*\n/)
    .map(block => block.replace(/^\n+|\n+$/g, ''))
    .filter(block => block !== '')
}

/** A block: text, a heading over lines that are indented, or both. */
function blockLines(block: string, headed: (heading: string) => readonly string[]): readonly string[] {
  const lines = block.split('\n')
  const indented = lines.findIndex(line => line.startsWith('  '))
  if (indented < 0) return ['.PP', ...filled(lines.join(' '))]
  const above = lines.slice(0, indented)
  const [heading = '', ...others] = above.toReversed()
  return [
    ...(others.length > 0 ? ['.PP', ...filled(others.toReversed().join(' '))] : []),
    ...headed(heading),
    ...['.EX', ...lines.slice(indented).map(escaped), '.EE'],
  ]
}

function item(term: string, text: string): readonly string[] {
  return ['.TP', `.B ${escaped(term)}`, ...filled(text)]
}

/** A text that is filled, in lines as long as the source of a page has them. */
function filled(text: string): readonly string[] {
  return (ascii(text).match(/\S(?:.{0,78}\S)?(?!\S)|\S+/g) ?? []).map(guarded)
}

/** A text as one line. */
function escaped(text: string): string {
  return guarded(ascii(text))
}

/** A line that is no request, whatever it begins with. */
function guarded(line: string): string {
  return /^[.']/.test(line) ? `\\&${line}` : line
}

/** A text that every formatter shows as it is: no escapes of its own, and hyphens that can be copied. */
function ascii(text: string): string {
  const code = (letter: string) => (letter.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')
  return text
    .replaceAll('\\', '\\e')
    .replaceAll('-', '\\-')
    .replaceAll(/[^\x20-\x7e]/gu, letter => `\\[u${code(letter)}]`)
}
