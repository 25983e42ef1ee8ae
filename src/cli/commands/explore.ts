import { readFile } from 'node:fs/promises'
import type { Command } from 'commander'
import { UsageError } from '../../errors.js'
import { unheard } from '../../spec/fields/heard.js'
import { toNumber } from '../../words/numbers.js'
import { shellWord } from '../../words/shell.js'
import { artist } from '../explore/artist.js'
import { openBrowser } from '../explore/browser.js'
import { loadExplore } from '../explore/exploring.js'
import { addressesOf, ownSecret } from '../explore/secret.js'
import { flagName, flagSettings } from '../flags/options.js'
import { readLayers } from '../flags/settings.js'
import { cleaningUp } from '../output/signals.js'
import { print, warn } from '../talk/terminal.js'

interface Flags {
  readonly port?: string
  readonly open: boolean
}

/** `optviz explore`: a page on this machine, until the process is interrupted. */
export async function explore(command: Command): Promise<void> {
  const flags = command.opts<Flags>()
  const port = portOf(flags.port)
  const layers = await readLayers(command)
  const { begin, listen, pageOf, portOf: portOfServer } = await loadExplore()
  const { base, data } = await begin(layers)
  if (base.state.runs.length > 1) warnOfUnheard(command)
  const drawing = artist({ base, backend: base.settled.backend ?? 'auto' })
  const addresses = addressesOf(ownSecret())
  const restart = ['optviz', ...process.argv.slice(2)].map(shellWord).join(' ')
  await cleaningUp(drawing.end, async () => {
    const page = pageOf({ ...data, restart }, await assets())
    const at = (place: number) => listen(place, addresses.keyFor, page, drawing.perform)
    // Two pages at once cannot both have the usual place.
    const server = await (port === undefined ? at(addresses.port).catch(() => at(0)) : at(port))
    const found = portOfServer(server)
    const address = `http://127.0.0.1:${found}/?key=${addresses.keyFor(found)}`
    print(process.stdout, [address, 'Ctrl-C ends it.'])
    drawing.prepare()
    if (flags.open) openBrowser(address)
    await new Promise(resolve => server.once('close', resolve))
  })
}

/** Says which flags nothing is seen of while several paths are compared. */
function warnOfUnheard(command: Command): void {
  for (const key of ['lineColor', 'pathColor', 'endColor'] as const)
    if (flagSettings(command)[key] !== undefined)
      warn(`${flagName(key)} is seen once a single path is left: ${unheard('compare', key)}`)
}

/** The port that was asked for; 0 for any that is free, undefined where nobody says. */
function portOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  const port = toNumber(text)
  if (port !== undefined && Number.isInteger(port) && port >= 0 && port < 65536) return port
  throw new UsageError(`--port: expected a whole number from 0 to 65535, got "${text}"`)
}

/** The script and the style of the page, as the build makes them. */
async function assets() {
  const part = (name: string) => readFile(new URL(`../../../dist/explore-page.${name}`, import.meta.url), 'utf8')
  const [script, style] = await Promise.all([part('js'), part('css')])
  return { script, style }
}
