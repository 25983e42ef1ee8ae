import { mkdir, stat } from 'node:fs/promises'
import { basename, dirname, relative, resolve } from 'node:path'
import { UsageError } from '../../errors.js'
import { reason } from '../../io/atomic.js'
import { readTextAtMost } from '../../io/readfile.js'
import type { Settings } from '../../spec/fields.js'
import { examineManifest, type FigureEntry, type Layers, type Manifest } from '../../spec/manifest.js'
import { at } from '../../spec/problems.js'
import { planFigure } from './figure.js'

/** A hundred thousand figures one by one are less; a matrix says the same in a line. */
const largest = 10_000_000

/**
 * Reads a manifest file and checks all it asks for, before anything is drawn. All that is wrong is told by one UsageError,
 * with the lines.
 */
export async function readManifest(file: string, layers: Layers): Promise<Manifest> {
  const { problems, ...manifest } = examineManifest(file, await readTextAtMost(file, largest), layers)
  const figures = manifest.figures.map(figure => besideManifest(figure, dirname(file)))
  for (const figure of figures) {
    await planFigure(figure).catch((error: unknown) =>
      problems.attempt(() =>
        at(file, figure.line, () => {
          throw error
        }),
      ),
    )
  }
  problems.refuse()
  return { ...manifest, figures }
}

/** A function module is named relative to the manifest; from here on relative to where the program runs. */
function besideManifest(figure: FigureEntry, folder: string): FigureEntry {
  const placed = (settings: Settings): Settings =>
    settings.fnModule === undefined
      ? settings
      : { ...settings, fnModule: relative('.', resolve(folder, settings.fnModule)) }
  return {
    ...figure,
    settings: placed(figure.settings),
    ...(figure.compare && { compare: figure.compare.map(placed) }),
  }
}

/** The folder of the figures: `--out`, else the manifest's, relative to it. Made where it is missing, unless only looked at. */
export async function figureFolder(
  file: string,
  { out }: Manifest,
  flag: string | undefined,
  make: boolean,
): Promise<string> {
  const folder = relative('.', flag === undefined ? resolve(dirname(file), out) : resolve(flag)) || '.'
  const place = await stat(folder).catch(() => undefined)
  if (place?.isDirectory()) return folder
  if (place !== undefined)
    throw new UsageError(`the folder of the figures, ${folder}, is a file`, `See out: in ${basename(file)}, or --out.`)
  if (!make) throw new UsageError(`there is no folder ${folder} with figures to compare with`)
  await mkdir(folder, { recursive: true }).catch((error: unknown) => {
    throw new UsageError(`cannot make the folder ${folder}: ${reason(error)}`)
  })
  return folder
}
