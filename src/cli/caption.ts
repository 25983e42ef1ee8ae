import { formatNumber } from '../figure/numberformat.js'
import type { Settings } from '../spec/fields.js'
import type { RunSpec } from '../spec/run.js'
import type { FigureContent } from '../style.js'
import { shortNumber } from './terminal.js'

/** Title, subtitle and quantity of a figure: what was run, and with what that is not standard. */
export function captionOf(settings: Settings, run: RunSpec): Pick<FigureContent, 'title' | 'subtitle' | 'quantity'> {
  const { title } = settings
  const standard = `${run.optimizer.title} on ${run.fn.title}`
  return {
    title: title === false ? '' : (title ?? standard),
    subtitle: title === false ? '' : subtitleOf(run, formatNumber),
    quantity: settings.objective === 'log' ? 'log f(x, y)' : 'f(x, y)',
  }
}

/** `lr 0.1 · 200 steps from (20, 20)`: the learning rate, what differs from the defaults, steps and start. */
export function subtitleOf({ optimizer, hyperparameters, steps, start }: RunSpec, number = shortNumber): string {
  const told = Object.entries(hyperparameters).filter(
    ([key, value]) => key === 'lr' || value !== optimizer.hyperparameters[key]?.default,
  )
  const named = told.map(([key, value]) => `${key} ${typeof value === 'number' ? number(value) : value}`)
  const [x, y] = start.map(v => number(v))
  return [...named, `${steps} ${steps === 1 ? 'step' : 'steps'} from (${x}, ${y})`].join(' · ')
}
