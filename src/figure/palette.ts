import { color } from 'd3-color'
import * as chromatic from 'd3-scale-chromatic'
import { UsageError } from '../errors.js'
import { suggestion } from '../nearest.js'

/** Maps 0…1 to a CSS color. */
type Interpolator = (t: number) => string

const interpolators = {
  viridis: chromatic.interpolateViridis,
  cividis: chromatic.interpolateCividis,
  magma: chromatic.interpolateMagma,
  inferno: chromatic.interpolateInferno,
  plasma: chromatic.interpolatePlasma,
  turbo: chromatic.interpolateTurbo,
  warm: chromatic.interpolateWarm,
  cool: chromatic.interpolateCool,
  'cubehelix-default': chromatic.interpolateCubehelixDefault,
  blues: chromatic.interpolateBlues,
  greens: chromatic.interpolateGreens,
  greys: chromatic.interpolateGreys,
  oranges: chromatic.interpolateOranges,
  purples: chromatic.interpolatePurples,
  reds: chromatic.interpolateReds,
  'bu-gn': chromatic.interpolateBuGn,
  'bu-pu': chromatic.interpolateBuPu,
  'gn-bu': chromatic.interpolateGnBu,
  'or-rd': chromatic.interpolateOrRd,
  'pu-bu': chromatic.interpolatePuBu,
  'pu-bu-gn': chromatic.interpolatePuBuGn,
  'pu-rd': chromatic.interpolatePuRd,
  'rd-pu': chromatic.interpolateRdPu,
  'yl-gn': chromatic.interpolateYlGn,
  'yl-gn-bu': chromatic.interpolateYlGnBu,
  'yl-or-br': chromatic.interpolateYlOrBr,
  'yl-or-rd': chromatic.interpolateYlOrRd,
  'br-bg': chromatic.interpolateBrBG,
  'pr-gn': chromatic.interpolatePRGn,
  'pi-yg': chromatic.interpolatePiYG,
  'pu-or': chromatic.interpolatePuOr,
  'rd-bu': chromatic.interpolateRdBu,
  'rd-gy': chromatic.interpolateRdGy,
  'rd-yl-bu': chromatic.interpolateRdYlBu,
  'rd-yl-gn': chromatic.interpolateRdYlGn,
  spectral: chromatic.interpolateSpectral,
} as const satisfies Readonly<Record<string, Interpolator>>

export type PaletteName = keyof typeof interpolators

/** The names of all palettes: d3-scale-chromatic's sequential and diverging ones in kebab case. */
export const palettes = Object.keys(interpolators) as readonly PaletteName[]

function isPalette(name: string): name is PaletteName {
  return Object.hasOwn(interpolators, name)
}

/** The palette of a name; an unknown one is a UsageError that names the nearest. */
export function paletteNamed(name: string): PaletteName {
  if (isPalette(name)) return name
  throw new UsageError(`unknown palette "${name}"${suggestion(name, palettes)}`, 'See: optviz list palettes')
}

/** `steps` colors of a palette, evenly spaced from its first to its last, as `#rrggbb`. */
export function paletteColors(name: PaletteName, steps: number): string[] {
  const at = interpolators[name]
  return Array.from({ length: steps }, (_, i) => {
    const rgb = color(at(steps === 1 ? 0.5 : i / (steps - 1)))
    return rgb === null ? '#808080' : rgb.formatHex()
  })
}
