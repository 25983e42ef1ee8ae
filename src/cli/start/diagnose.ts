import { existsSync } from 'node:fs'
import { diagnoseEngine, largestGradientError } from '../../engine/diagnose.js'
import { type Face, fontFamily, fontFile } from '../../io/fonts.js'
import { loadCanvas } from '../../render/canvas.js'

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

/** In a clone there is a script for all of it; a package that npm installed does not have it. */
const inClone = existsSync(new URL('../../../bin/setup', import.meta.url))

/** npm 12 runs a package's install script only where it was approved. */
const reinstall = (name: string) =>
  inClone ? 'bin/setup' : `npm install ${name} (npm 12: then npm approve-scripts ${name} && npm rebuild ${name})`

function checkNode(): Check {
  const { versions, platform, arch } = process
  return { name: 'node', ok: true, required: true, detail: `${versions.node} on ${platform} ${arch}` }
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
      mend: native ? undefined : reinstall('@tensorflow/tfjs-node'),
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
    return { ...check, ok: false, detail: firstLine(error), mend: reinstall('canvas') }
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
