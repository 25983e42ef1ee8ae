import { type Command, Option } from 'commander'
import { standardTolerance, type Tolerance } from '../../diff/tolerance.js'
import { integer, number } from '../../spec/kinds.js'

/** Adds the flags that say what files may differ by. */
export function addTolerance(command: Command): void {
  const { threshold, distance, numbers } = standardTolerance
  command
    .optionsGroup('What may differ:')
    .addOption(new Option('--threshold <v>', `two pixels, 0 (equal) to 1 (default: ${threshold})`))
    .addOption(new Option('--max-pixels <n>', 'so many pixels, by more than that (default: one in 20000)'))
    .addOption(new Option('--distance <px>', `lines and positions of an SVG, in pixels (default: ${distance})`))
    .addOption(new Option('--tolerance <v>', `numbers, relative to the larger above 1 (default: ${numbers})`))
}

/** What the flags allow. */
export function toleranceOf(command: Command): Tolerance {
  const { threshold, maxPixels, distance, tolerance } = command.opts<Readonly<Record<string, string | undefined>>>()
  const most = Number.MAX_SAFE_INTEGER
  return {
    threshold: threshold === undefined ? standardTolerance.threshold : number(0, 1)(threshold, '--threshold'),
    ...(maxPixels !== undefined && { pixels: integer(0, most)(maxPixels, '--max-pixels') }),
    distance: distance === undefined ? standardTolerance.distance : number(0, most)(distance, '--distance'),
    numbers: tolerance === undefined ? standardTolerance.numbers : number(0, most)(tolerance, '--tolerance'),
  }
}
