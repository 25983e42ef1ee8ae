import { diagnoseEngine, largestGradientError } from '../../engine/diagnose.js'
import { type Face, fontFamily, fontFile } from '../../io/fonts.js'
import { mending } from '../../io/installation.js'
import { loadCanvas } from '../../render/loadcanvas.js'
import { leastNode } from '../../version.js'

/** One thing that was looked at. */
export interface Check {
  readonly name: string
  readonly ok: boolean
  /** Whether optviz counts as broken without it; what is not required costs a format or speed. */
  readonly required: boolean
  /** What was found, or why it is not there: one line. */
  readonly detail: string
  /** The command that mends it. */
  readonly mend?: string
}

/** Looks at all that optviz stands on. Where something is missing the check says so; it does not throw. */
export async function diagnose(): Promise<readonly Check[]> {
  return [checkNode(), ...(await checkEngine()), await checkCanvas(), checkFonts()]
}

/** The Node of a version, such as 20.16.0. bin/optviz.js refuses what is older, for code that an old one does not even read. */
export function checkNode(version = process.versions.node): Check {
  const { platform, arch } = process
  const [[major = 0, minor = 0] = [], [least = 0, leastMinor = 0] = []] = [version, leastNode].map(v =>
    v.split('.').map(Number),
  )
  const ok = major > least || (major === least && minor >= leastMinor)
  const detail = `${version} on ${platform} ${arch}`
  const check = { name: 'node', ok, required: true }
  return ok
    ? { ...check, detail }
    : { ...check, detail: `${detail}: too old`, mend: `install Node ${leastNode} or newer (https://nodejs.org)` }
}

async function checkEngine(): Promise<readonly Check[]> {
  const { backend, fallback, tfjs, libtensorflow = 'of unknown version', gradientError } = await diagnoseEngine()
  const native = backend === 'tensorflow'
  return [
    {
      name: 'native engine',
      ok: native,
      required: true,
      detail: native ? `tfjs-node ${tfjs} with libtensorflow ${libtensorflow}` : `does not start: ${fallback}`,
      mend: native ? undefined : mending(),
    },
    {
      name: 'gradients',
      ok: gradientError < largestGradientError,
      required: true,
      detail: `relative error ${gradientError.toExponential(1)} on the ${backend} backend`,
    },
  ]
}

async function checkCanvas(): Promise<Check> {
  const check = { name: 'canvas', required: false }
  try {
    const { createCanvas, version, cairoVersion } = await loadCanvas()
    createCanvas(1, 1).toBuffer('image/png')
    return { ...check, ok: true, detail: `${version} with cairo ${cairoVersion}, for PNG` }
  } catch (error) {
    return { ...check, ok: false, detail: firstLine(error), mend: mending() }
  }
}

function checkFonts(): Check {
  const faces: readonly Face[] = ['regular', 'bold', 'italic']
  const check = { name: 'fonts', required: true }
  try {
    for (const face of faces) fontFile(face)
    return { ...check, ok: true, detail: `${fontFamily} (${faces.join(', ')}), bundled` }
  } catch (error) {
    return { ...check, ok: false, detail: firstLine(error) }
  }
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? ''
}
