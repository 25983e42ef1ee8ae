import { momentsAt, short, valueText } from '../../page/browser/marks.js'
import { playing } from '../../page/browser/playing.js'
import type { Picture } from '../protocol.js'
import { h } from './dom.js'

/** Steps through the paths, by hand or by itself, and tells where each is. */
export interface Player {
  readonly element: HTMLElement
  show(picture: Picture): void
  /** Tells of another step for a while; undefined: of its own again. */
  tell(step: number | undefined): void
}

/** `moved` hears the step that the slider has come to; undefined at the end, where the picture says all. */
export function playerOf(moved: (step: number | undefined) => void): Player {
  const button = h('button', { type: 'button', className: 'play', 'aria-label': 'Play' })
  const slider = h('input', { type: 'range', min: '0', max: '0', step: '1', 'aria-label': 'Step' })
  const count = h('output', { className: 'count' })
  const rows = h('tbody')
  const table = h(
    'table',
    { className: 'moments', 'aria-label': 'Where the paths are' },
    h(
      'thead',
      {},
      h('tr', {}, ...['', 'step', 'x', 'y', 'f'].map(textContent => h('th', { scope: 'col', textContent }))),
    ),
    rows,
  )
  let picture: Picture | undefined
  let steps: readonly number[] = [0]

  const tell = (step: number) => {
    const { figure } = picture ?? {}
    if (figure?.plot === undefined) return
    const [xMin, xMax, yMin, yMax] = figure.plot.view
    count.textContent = `step ${step} of ${steps.at(-1) ?? 0}`
    rows.replaceChildren(
      ...momentsAt(figure.paths, step).map(({ path, at }) => {
        const [x, y] = path.points[at] ?? [Number.NaN, Number.NaN]
        const swatch = h('i', { className: 'swatch' })
        swatch.style.background = path.color
        const cells = [String(path.steps[at]), short(x, xMax - xMin), short(y, yMax - yMin), valueText({ path, at })]
        return h(
          'tr',
          {},
          h('th', { scope: 'row' }, swatch, path.label.replace(/: .*/, '')),
          ...cells.map(textContent => h('td', { textContent })),
        )
      }),
    )
    slider.setAttribute('aria-valuetext', `step ${step}`)
  }
  const stepNow = () => steps[Number(slider.value)] ?? 0
  const draw = () => {
    tell(stepNow())
    moved(Number(slider.value) >= Number(slider.max) ? undefined : stepNow())
  }
  const { toggle, stop } = playing(slider, button, draw)
  button.addEventListener('click', toggle)
  slider.addEventListener('input', () => {
    stop()
    draw()
  })

  return {
    element: h('div', { className: 'player' }, h('div', { className: 'track' }, button, slider, count), table),
    show(next) {
      const ended = Number(slider.value) >= Number(slider.max)
      picture = next
      steps = [...new Set(next.figure.paths.flatMap(path => path.steps))].sort((a, b) => a - b)
      slider.max = String(Math.max(0, steps.length - 1))
      if (ended) slider.value = slider.max
      draw()
    },
    tell: step => tell(step ?? stepNow()),
  }
}
