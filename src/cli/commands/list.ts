import { max } from 'd3-array'
import { UsageError } from '../../errors.js'
import { formats } from '../../formats.js'
import { functions } from '../../functions/index.js'
import { optimizers } from '../../optimizers/index.js'
import { own } from '../../own.js'
import { schedules } from '../../schedules/index.js'
import { quoted } from '../../spec/fields/kinds.js'
import { alike, suggestion } from '../../words/nearest.js'
import { columns, print, printJson, styled } from '../talk/terminal.js'

interface Entry {
  readonly name: string
  readonly about: string
  readonly group?: string
}

/** What can be listed, and how each list is made. */
const lists: Readonly<Record<string, () => Promise<readonly Entry[]>>> = {
  optimizers: async () =>
    optimizers.map(({ name, title, group, reference }) => ({ name, group, about: `${title}. ${reference}` })),
  functions: async () => functions.map(({ name, group, formula }) => ({ name, group, about: formula })),
  schedules: async () =>
    schedules.map(({ name, title, equation }) => ({ name, about: `${title}. ${equation.split('\n')[0]}` })),
  palettes: async () => {
    const { paletteKind, paletteLightness, palettes } = await import('../../figure/ground/palette.js')
    return palettes.map(name => ({ name, group: paletteKind(name), about: paletteLightness(name) }))
  },
  formats: async () => Object.entries(formats).map(([name, about]) => ({ name, about })),
}

/** `optviz list`: one line a name, grouped; all of it as JSON. */
export async function list(what: string, { json = false }: { json?: boolean }): Promise<void> {
  const known = Object.keys(lists)
  const make = own(lists, alike(what, known) ?? what)
  if (make === undefined)
    throw new UsageError(`cannot list ${quoted(what)}${suggestion(what, known)}`, `Expected ${known.join(', ')}.`)
  const entries = await make()
  if (json) printJson(process.stdout, entries)
  else print(process.stdout, byGroup(entries))
}

function byGroup(entries: readonly Entry[]): readonly string[] {
  const groups = [...new Set(entries.map(e => e.group))]
  const width = max(entries, e => e.name.length) ?? 0
  const room = Math.max(40, (process.stdout.columns ?? 120) - width - 6)
  const line = ({ name, about }: Entry) => [`  ${name.padEnd(width)}`, clip(about, room)]
  return groups.flatMap((group, i) => {
    const rows = columns(entries.filter(e => e.group === group).map(line))
    const head = group === undefined ? [] : [styled(process.stdout, 'bold', group)]
    return [...(i === 0 ? [] : ['']), ...head, ...rows]
  })
}

/** One line of a terminal; a pipe gets all of it. */
function clip(text: string, room: number): string {
  return process.stdout.isTTY && text.length > room ? `${text.slice(0, room - 1)}…` : text
}
