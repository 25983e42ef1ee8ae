import { UsageError } from '../../errors.js'
import { manifestModules } from '../modules.js'
import { formatsOf, type Layers, settingKeys, settingsOf } from './entrysettings.js'
import { expectList, expectMap, expectText, pick } from './expect.js'
import { type FigureEntry, figureEntries, type Shared } from './figureentries.js'
import { parseLocated } from './located.js'
import { mostFigures } from './matrix.js'
import { errorAt, Problems } from './problems.js'

export interface Manifest {
  /** The folder of the figures as written, relative to the manifest. */
  readonly out: string
  readonly figures: readonly FigureEntry[]
}

/**
 * Reads a manifest, YAML or JSON, and expands its matrices. `source` names it in errors: what is wrong is a UsageError with
 * the line, and the nearest known key where one is unknown. Which optimizers and functions exist is not checked here.
 */
export function parseManifest(source: string, text: string, layers: Layers): Manifest {
  const { problems, ...manifest } = examineManifest(source, text, layers)
  problems.refuse()
  return manifest
}

/** The same with all that is wrong; the figures are those in which nothing is. */
export function examineManifest(
  source: string,
  text: string,
  layers: Layers,
): Manifest & { readonly problems: Problems } {
  const problems = new Problems()
  const root = parseLocated(source, text)
  if (root === undefined) throw new UsageError(`${source} is empty`, example)
  if (root.kind !== 'map') throw errorAt(source, root.line, 'expected a mapping with "figures"', example)
  const { out, defaults, figures } = pick(problems, source, root, ['out', 'defaults', 'figures', '$schema'], [])
  if (figures === undefined && problems.count === 0) throw new UsageError(`${source} has no figures`, example)

  const base = defaults && problems.attempt(() => expectMap(source, 'defaults', defaults))
  const given = base && pick(problems, source, base, ['formats'], settingKeys)
  const shared: Shared = {
    ...{ source, problems, layers },
    formats: given?.formats && formatsOf(problems, source, given.formats),
    defaults: given ? settingsOf(problems, source, given.rest, layers) : {},
    sound: problems.count === 0,
  }
  const listed = (figures && problems.attempt(() => expectList(source, 'figures', figures))) ?? []
  const asked = listed.flatMap(figure => problems.attempt(() => figureEntries(shared, figure)) ?? [])
  if (asked.length > mostFigures) throw new UsageError(`${source} asks for more than ${mostFigures} figures`)
  checkNames(problems, source, asked)
  const folder = out && problems.attempt(() => expectText(source, 'out', out))
  return { out: folder ?? '.', figures: asked, problems }
}

/** The modules of optimizers that a manifest names, where `place` says they are; all else may be wrong with it. */
export function optimizersNamed(source: string, text: string, place: (file: string) => string): readonly string[] {
  const root = parseLocated(source, text)
  return root === undefined ? [] : manifestModules(root, place)
}

const example = 'Expected, for example: figures: [{ name: flower, fn: flower, optim: adamw, lr: 0.1 }]'

/** Names must differ in more than case: many file systems do not tell `A.png` from `a.png`. */
function checkNames(problems: Problems, source: string, figures: readonly FigureEntry[]): void {
  const seen = new Map<string, FigureEntry>()
  for (const entry of figures) {
    const before = seen.get(entry.name.toLowerCase())
    if (before !== undefined)
      problems.add(
        errorAt(
          source,
          entry.line,
          `two figures are named "${entry.name}" (the other is asked for in line ${before.line})`,
          before.line === entry.line ? 'Put what differs into the name, such as name: "{fn}-{optim}-{lr}".' : undefined,
        ),
      )
    seen.set(entry.name.toLowerCase(), entry)
  }
}
