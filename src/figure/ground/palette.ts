import { color } from 'd3-color'
import * as chromatic from 'd3-scale-chromatic'
import { UsageError } from '../../errors.js'
import type { Interval } from '../../records/geometry.js'
import { alike, suggestion } from '../../words/nearest.js'
import { luminance } from './luminance.js'

/** Maps 0…1 to a CSS color. */
type Interpolator = (t: number) => string

const severalHues = {
  viridis: chromatic.interpolateViridis,
  cividis: chromatic.interpolateCividis,
  magma: chromatic.interpolateMagma,
  inferno: chromatic.interpolateInferno,
  plasma: chromatic.interpolatePlasma,
  turbo: chromatic.interpolateTurbo,
  warm: chromatic.interpolateWarm,
  cool: chromatic.interpolateCool,
  'cubehelix-default': chromatic.interpolateCubehelixDefault,
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
} as const

const oneHue = {
  blues: chromatic.interpolateBlues,
  greens: chromatic.interpolateGreens,
  greys: chromatic.interpolateGreys,
  oranges: chromatic.interpolateOranges,
  purples: chromatic.interpolatePurples,
  reds: chromatic.interpolateReds,
} as const

const diverging = {
  'br-bg': chromatic.interpolateBrBG,
  'pr-gn': chromatic.interpolatePRGn,
  'pi-yg': chromatic.interpolatePiYG,
  'pu-or': chromatic.interpolatePuOr,
  'rd-bu': chromatic.interpolateRdBu,
  'rd-gy': chromatic.interpolateRdGy,
  'rd-yl-bu': chromatic.interpolateRdYlBu,
  'rd-yl-gn': chromatic.interpolateRdYlGn,
  spectral: chromatic.interpolateSpectral,
} as const

const interpolators = { ...severalHues, ...oneHue, ...diverging } as const satisfies Readonly<
  Record<string, Interpolator>
>

export type PaletteName = keyof typeof interpolators

/** The names of all palettes: d3-scale-chromatic's sequential and diverging ones in kebab case. */
export const palettes = Object.keys(interpolators) as readonly PaletteName[]

/** What kind of palette it is: sequential ones are for values from low to high, diverging ones for both sides of a middle. */
export function paletteKind(name: PaletteName): 'sequential' | 'sequential, one hue' | 'diverging' {
  if (Object.hasOwn(diverging, name)) return 'diverging'
  return Object.hasOwn(oneHue, name) ? 'sequential, one hue' : 'sequential'
}

/** How a palette's luminance goes from its first to its last color. */
export function paletteLightness(name: PaletteName): string {
  const steps = paletteColors(name, 65).map(luminance)
  const rises = (from: number, to: number) => steps.slice(from, to).every((v, i) => v < (steps[from + i + 1] ?? 0))
  const falls = (from: number, to: number) => steps.slice(from, to).every((v, i) => v > (steps[from + i + 1] ?? 0))
  if (rises(0, 64)) return 'dark to light'
  if (falls(0, 64)) return 'light to dark'
  return rises(0, 28) && falls(36, 64) ? 'light in the middle' : 'lightness goes up and down'
}

/** The palette of a name, however it is spelled (`YlGnBu`); an unknown one is a UsageError that names the nearest. */
export function paletteNamed(name: string): PaletteName {
  const found = alike(name, palettes)
  if (found !== undefined) return found
  throw new UsageError(`unknown palette "${name}"${suggestion(name, palettes)}`, 'See: optviz list palettes')
}

/** `steps` colors of a palette, evenly spaced from its first to its last, or over a part of it, as `#rrggbb`. */
export function paletteColors(name: PaletteName, steps: number, [from, to]: Interval = [0, 1]): string[] {
  const at = interpolators[name]
  return Array.from({ length: steps }, (_, i) => {
    const rgb = color(at(steps === 1 ? 0.5 : from + (to - from) * (i / (steps - 1))))
    return rgb === null ? '#808080' : rgb.formatHex()
  })
}
