import { readFile } from 'node:fs/promises'
import { setTimeout } from 'node:timers/promises'
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

/** Milliseconds that the address waits for what is soon known to be wrong once the user's code is run. */
const soon = 500

/** What is said where the user's code is not there. */
const withoutIt = 'The page begins without it; mend it, and start optviz explore again.'

/** `optviz explore`: a page on this machine, until the process is interrupted. */
export async function explore(command: Command): Promise<void> {
  const flags = command.opts<Flags>()
  const port = portOf(flags.port)
  const { layers, make } = await readLayers(command)
  const { begin, codeIn, listen, pageOf, portOf: portOfServer, refusalOf, withoutCode } = await loadExplore()
  const drawing = artist()
  const code = codeIn(layers)
  const addresses = addressesOf(ownSecret())
  const restart = ['optviz', ...process.argv.slice(2)].map(shellWord).join(' ')
  await cleaningUp(drawing.end, async () => {
    // The user's code, which may go on for ever, is run elsewhere; what is soon known to be wrong is said before there is a page.
    const apart = code.length === 0 ? undefined : drawing.begin(layers, code)
    const asked = apart?.beginning ?? make(begin)
    await Promise.race([asked, ...(apart === undefined ? [] : [apart.underWay.then(() => setTimeout(soon))])])
    const begun = asked.catch(async (error: unknown) => {
      const { base, data } = await begin(withoutCode(layers)).catch(() => begin([]))
      const missing = { error: refusalOf(error).error, hint: withoutIt }
      warn(`${missing.error}. ${withoutIt}`)
      return { base, data: { ...data, missing } }
    })
    void begun.then(({ base }) => {
      if (base.state.runs.length > 1) warnOfUnheard(command)
    })
    const page = Promise.all([begun, assets()]).then(([{ data }, parts]) => pageOf({ ...data, restart }, parts))
    const at = (place: number) =>
      listen(place, addresses.keyFor, page, async (work, left) => drawing.perform((await begun).base, work, left))
    // Two pages at once cannot both have the usual place.
    const server = await (port === undefined ? at(addresses.port).catch(() => at(0)) : at(port))
    const found = portOfServer(server)
    const address = `http://127.0.0.1:${found}/?key=${addresses.keyFor(found)}`
    print(process.stdout, [address, 'Ctrl-C ends it.'])
    void begun.then(({ base }) => drawing.prepare(base))
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
