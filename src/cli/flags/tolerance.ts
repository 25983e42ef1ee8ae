import { type Command, Option } from 'commander'
import { type Comparable, differsBy } from '../../diff/kinds.js'
import { pixelsToOne, standardTolerance, type Tolerance } from '../../diff/tolerance.js'
import { UsageError } from '../../errors.js'
import { own } from '../../own.js'
import { integer, number } from '../../spec/fields/kinds.js'

/** Adds the flags that say what files may differ by. */
export function addTolerance(command: Command): void {
  const { threshold, distance, numbers } = standardTolerance
  command
    .optionsGroup('What may differ:')
    .addOption(new Option('--threshold <v>', `two pixels, 0 (equal) to 1 (default: ${threshold})`))
    .addOption(new Option('--max-pixels <n>', `so many pixels, by more than that (default: one in ${pixelsToOne})`))
    .addOption(
      new Option('--distance <px>', `lines and positions of an SVG or a PDF, in pixels (default: ${distance})`),
    )
    .addOption(new Option('--tolerance <v>', `numbers, relative to the larger above 1 (default: ${numbers})`))
}

/** What the flags say, by their names. */
const said: Readonly<Record<string, keyof Tolerance>> = {
  threshold: 'threshold',
  maxPixels: 'pixels',
  distance: 'distance',
  tolerance: 'numbers',
}

/** Refuses flags that say what may differ where nothing hears them: files of another kind or, without one, no comparison. */
export function refuseTolerance(command: Command, kind?: Comparable): void {
  const heard = kind === undefined ? [] : differsBy[kind]
  const given = command.options.flatMap(option => {
    const part = own(said, option.attributeName())
    return part !== undefined && command.getOptionValueSource(option.attributeName()) === 'cli'
      ? [{ option, part }]
      : []
  })
  const idle = given.find(({ part }) => !heard.includes(part))
  if (idle === undefined) return
  const kinds = Object.entries(differsBy).filter(([, parts]) => parts.includes(idle.part))
  throw kind === undefined
    ? new UsageError(`${idle.option.long}: nothing is compared`, 'Add --check or --update.')
    : new UsageError(
        `${idle.option.long} is for ${kinds.map(([name]) => name.toUpperCase()).join(', ')}, not for ${kind.toUpperCase()}`,
      )
}

/** What the flags allow. */
export function toleranceOf(command: Command): Tolerance {
  const { threshold, maxPixels, distance, tolerance } = command.opts<Readonly<Record<string, string | undefined>>>()
  const most = Number.POSITIVE_INFINITY
  return {
    threshold: threshold === undefined ? standardTolerance.threshold : number(0, 1)(threshold, '--threshold'),
    ...(maxPixels !== undefined && { pixels: integer(0, Number.MAX_SAFE_INTEGER)(maxPixels, '--max-pixels') }),
    distance: distance === undefined ? standardTolerance.distance : number(0, most)(distance, '--distance'),
    numbers: tolerance === undefined ? standardTolerance.numbers : number(0, most)(tolerance, '--tolerance'),
  }
}
