import { rgb } from 'd3-color'
import type { Color } from '../../records/scene.js'
import { contrast, leastContrast, linear } from './luminance.js'
import { positionOf, type ValueScale } from './valuescale.js'

/** Somewhat more than must be, for the colors beside those that a line lies on. */
const enough = 1.05 * leastContrast

/**
 * What full color vision, protanopia and deuteranopia make of linear R, G and B, row by row: Machado, Oliveira and Fernandes,
 * "A Physiologically-based Model for Simulation of Color Vision Deficiency", 2009, severity 1. In grey there is left what the
 * first sees of lightness.
 */
export const visions = [
  [1, 0, 0, 0, 1, 0, 0, 0, 1],
  [0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998],
  [0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.01182, 0.04294, 0.968881],
] as const

/** The luminance of a color, channels 0…255, in each vision. */
function seen(r: number, g: number, b: number): readonly number[] {
  const [red, green, blue] = [linear(r), linear(g), linear(b)]
  const sum = (a: number, b: number, c: number) => Math.max(0, Math.min(1, a * red + b * green + c * blue))
  return visions.map(
    v => 0.2126 * sum(v[0], v[1], v[2]) + 0.7152 * sum(v[3], v[4], v[5]) + 0.0722 * sum(v[6], v[7], v[8]),
  )
}

interface Ink {
  readonly color: Color
  /** How far it is from its ground, 0, to white or black, 1. */
  readonly share: number
  /** With the ground that it has least with, in the vision that sees least. */
  readonly contrast: number
}

/**
 * The inks of thin lines at levels, heights above the base of a scale: the color of the ground, lighter or darker by just as much as a line needs to be seen, whatever the
 * colors that one sees. A level has ground of one color beside it, or of two where it lies between them.
 */
export function contourInks(scale: ValueScale, colors: readonly Color[]): (level: number) => Color {
  const last = colors.length - 1
  const at = (i: number) => colors[Math.max(0, Math.min(last, i))] ?? '#000000'
  return level => {
    const place = positionOf(scale, level) * colors.length
    const own = at(Math.floor(place))
    const nearest = at(place % 1 < 0.5 ? Math.floor(place) - 1 : Math.floor(place) + 1)
    const both = inkOn(own, nearest)
    // Colors of a short palette can be too far apart for one ink: the line lies on its own.
    return both.contrast >= enough ? both.color : inkOn(own).color
  }
}

/** The ink nearest to a color that can be seen on it and on others; where there is none, the one that can best. */
function inkOn(...grounds: readonly [Color, ...Color[]]): Ink {
  const [light, dark] = [faintest(255, ...grounds), faintest(0, ...grounds)]
  const both = Math.min(light.contrast, dark.contrast) >= enough
  return (both ? light.share < dark.share : light.contrast > dark.contrast) ? light : dark
}

/** The contrast of an ink with the ground, and in the vision, where it has least. */
function leastContrastOf(grounds: readonly (readonly number[])[], ink: readonly number[]): number {
  let least = Number.POSITIVE_INFINITY
  for (const ground of grounds)
    for (let vision = 0; vision < ink.length; vision++)
      least = Math.min(least, contrast(ground[vision] ?? 0, ink[vision] ?? 0))
  return least
}

/** On the way from a ground to white, 255, or black, 0, in so many steps. */
const steps = 64

function faintest(end: 0 | 255, ground: Color, ...others: readonly Color[]): Ink {
  const { r, g, b } = rgb(ground)
  const beside = [ground, ...others].map(color => rgb(color)).map(({ r, g, b }) => seen(r, g, b))
  let best: Ink = { color: ground, share: 0, contrast: 1 }
  for (let step = 1; step <= steps && best.contrast < enough; step++) {
    const share = step / steps
    const mixed = (channel: number) => Math.round(channel + share * (end - channel))
    const ink = seen(mixed(r), mixed(g), mixed(b))
    const least = leastContrastOf(beside, ink)
    if (least > best.contrast) best = { color: rgb(mixed(r), mixed(g), mixed(b)).formatHex(), share, contrast: least }
  }
  return best
}
