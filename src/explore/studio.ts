import type { Backend } from '../engine/backend.js'
import { keepingGraphs } from '../engine/compile/kept.js'
import { UsageError } from '../errors.js'
import { warningsFor } from '../pipeline/drawing.js'
import { type Content, encode } from '../pipeline/encode.js'
import { pageFigure } from '../pipeline/pagefigure.js'
import { computePaths, type PathsDrawing } from '../pipeline/paths.js'
import type { PathsPlan } from '../pipeline/plan.js'
import { commandOf } from '../spec/again.js'
import type { Base } from './begin.js'
import { planOf } from './plan.js'
import type { Download, PageState, Picture } from './protocol.js'
import { textsOf } from './texts.js'

/** Draws what pages ask for. */
export interface Studio {
  /** The picture of a state; what is wrong with the state is a UsageError. */
  draw(state: PageState): Promise<Picture>
  /** A file of it: what its command writes, byte for byte. */
  file(state: PageState, format: Download): Promise<Content>
}

/** A studio that begins with what a command line said. */
export function studio(base: Base, started: Backend): Studio {
  const backend = keepingGraphs(started)
  // A download follows a picture: it is the same drawing.
  let last: { readonly key: string; readonly drawing: PathsDrawing } | undefined
  const drawn = async (state: PageState): Promise<PathsDrawing> => {
    const key = JSON.stringify(state)
    if (last?.key === key) return last.drawing
    const drawing = await computePaths(await planOf(base, state), backend)
    last = { key, drawing }
    return drawing
  }
  return {
    draw: async state => pictureOf(await drawn(state), backend),
    file: async (state, format) => encode(await drawn(state), format),
  }
}

async function pictureOf(drawing: PathsDrawing, backend: Backend): Promise<Picture> {
  const { plan, paths } = drawing
  const { fn, named, domain } = plan.runs[0].spec
  return {
    kind: plan.kind,
    name: plan.name,
    ...commandFor(plan),
    warnings: warningsFor(drawing, ['svg']),
    figure: await pageFigure(plan.name, drawing, backend),
    settings: textsOf(plan.settings),
    function: {
      name: named.name,
      title: fn.title,
      formula: named.formula,
      domain: [...domain.x, ...domain.y],
    },
    runs: paths.map(({ run: { spec } }) => {
      const { optimizer, hyperparameters, start, steps } = spec
      return { title: optimizer.title, hyperparameters, start: [...start], steps }
    }),
  }
}

/** Where a text is one that no command can have, the page says so. */
function commandFor({ recipe }: PathsPlan): Pick<Picture, 'command' | 'noCommand'> {
  try {
    return { command: commandOf(recipe) }
  } catch (error) {
    if (error instanceof UsageError) return { noCommand: error.message }
    throw error
  }
}
