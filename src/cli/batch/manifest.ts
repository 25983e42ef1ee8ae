import { stat } from 'node:fs/promises'
import { basename, dirname, relative, resolve } from 'node:path'
import { UsageError } from '../../errors.js'
import { readTextAtMost } from '../../io/files/read.js'
import { readLooks } from '../../pipeline/looks.js'
import { loadOptimizers } from '../../pipeline/modules.js'
import type { Layers } from '../../spec/files/entrysettings.js'
import { themesNamed } from '../../spec/files/looks.js'
import { examineManifest, type Manifest, optimizersNamed } from '../../spec/files/manifest.js'
import { at } from '../../spec/files/problems.js'
import { readyFolder } from '../output/places.js'
import { planFigure } from './draw.js'
import type { Mode } from './task.js'

/** A hundred thousand figures one by one are less; a matrix says the same in a line. */
const largest = 10_000_000

/**
 * Reads a manifest file and checks all it asks for, before anything is drawn. All that is wrong is told by one UsageError,
 * with the lines.
 */
export async function readManifest(file: string, layers: Layers): Promise<Manifest> {
  const text = await readTextAtMost(file, largest)
  // Modules are named relative to the manifest; from here on relative to where the program runs.
  const place = (module: string) => relative('.', resolve(dirname(file), module))
  const optimizers = await loadOptimizers(optimizersNamed(file, text, place))
  const looks = await readLooks(themesNamed(file, text, place))
  const { problems, ...manifest } = examineManifest(file, text, { ...layers, place, optimizers, looks })
  for (const figure of manifest.figures) {
    await planFigure(figure).catch((error: unknown) =>
      problems.attempt(() =>
        at(file, figure.line, () => {
          throw error
        }),
      ),
    )
  }
  problems.refuse()
  return manifest
}

/** The folder of the figures: `--out`, else the manifest's, relative to it. It may be missing. */
export async function figureFolder(file: string, { out }: Manifest, flag: string | undefined): Promise<string> {
  const folder = relative('.', flag === undefined ? resolve(dirname(file), out) : resolve(flag)) || '.'
  const place = await stat(folder).catch(() => undefined)
  if (place === undefined || place.isDirectory()) return folder
  throw new UsageError(`the folder of the figures, ${folder}, is a file`, `See out: in ${basename(file)}, or --out.`)
}

/** Makes the folder of the figures where it is missing, unless they are only looked at. */
export async function openFolder(folder: string, mode: Mode): Promise<void> {
  const place = await stat(folder).catch(() => undefined)
  if (place === undefined && mode === 'check')
    throw new UsageError(`there is no folder ${folder} with figures to compare with`)
  readyFolder(folder)
}
