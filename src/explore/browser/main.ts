import type { PageData } from '../listed.js'
import type { Picture, Refusal } from '../protocol.js'
import { asker } from './asking.js'
import { absolve, blame } from './controls.js'
import { h } from './dom.js'
import { figureView } from './figure.js'
import { linkOf, type State, stateOf } from './link.js'
import { commonSection, lookKeys, runKeys } from './looks.js'
import { playerOf } from './player.js'
import { problemSection } from './problem.js'
import { runsSection } from './runs.js'
import { shareBar } from './share.js'
import { storeOf } from './store.js'

/** Milliseconds until an address follows the state: browsers count how often it changes. */
const settling = 250

const data: PageData = JSON.parse(document.getElementById('data')?.textContent ?? '')
/** On a narrow screen the curves stand under the plot, unless somebody has said how large the figure is. */
const shape: State['settings'] = innerWidth < 600 && data.state.settings.size === undefined ? { size: '400x640' } : {}
const began: State = {
  settings: { ...data.state.settings, ...shape },
  runs: data.state.runs.map(run => ({ ...run, hidden: false })),
}
const store = storeOf(stateOf(location.hash.slice(1)) ?? began)

const status = h('p', { className: 'status', role: 'status' })
const notes = h('ul', { className: 'notes', 'aria-label': 'Remarks' })
const alert = h('div', { className: 'alert', role: 'alert', hidden: true })
/** It stays: what the command line said is not there until it is said again. */
const missing = h(
  'div',
  { className: 'missing', role: 'alert', hidden: data.missing === undefined },
  ...told(data.missing),
)
const lost = h('div', { className: 'lost', role: 'alert', hidden: true })
const player = playerOf(step => figure.at(step))
const figure = figureView(store, step => player.tell(step))
const share = shareBar(store, text => say(text), gone)
const sections = [
  problemSection(store, data.lists),
  runsSection(store, data.lists),
  commonSection(store, data.lists, runKeys),
  commonSection(store, data.lists, lookKeys),
]

/** What is wrong, and what to try. */
function told(refusal: Refusal | undefined): readonly HTMLElement[] {
  if (refusal === undefined) return []
  const { error, hint } = refusal
  return [h('strong', { textContent: error }), ...(hint === undefined ? [] : [h('span', { textContent: hint })])]
}

function say(text: string): void {
  status.textContent = text
}

/** The server is away: what is drawn stays, and the command begins with it again. */
function gone(): void {
  const command = picture?.command?.replace(/^optviz (run|compare)/, 'optviz explore') ?? data.restart
  const again = command.includes(' --port ') ? command : `${command} --port ${location.port}`
  lost.replaceChildren(
    'The server has gone; start it again with ',
    h('code', { textContent: again }),
    ', and this page goes on',
  )
  lost.hidden = false
}

/** Whoever comes back from the terminal has started it again; nothing is asked while nobody looks: another program may answer there. */
addEventListener('focus', () => {
  if (!lost.hidden) ask(store.get())
})

let picture: Picture | undefined

const ask = asker({
  async picture(next, state) {
    picture = next
    // It is read while all else is written.
    const shown = figure.show(next, state)
    lost.hidden = true
    alert.hidden = true
    absolve()
    document.title = `${next.figure.title} – optviz explore`
    share.show(next)
    notes.replaceChildren(...next.warnings.map(textContent => h('li', { textContent })))
    for (const section of sections) section.show(store.get(), next)
    if (!(await shown)) return
    player.show(next)
    document.body.dataset.drawn = String(Number(document.body.dataset.drawn ?? 0) + 1)
  },
  refused(refusal) {
    blame(refusal.error)
    figure.stay()
    alert.replaceChildren(...told(refusal))
    alert.hidden = false
  },
  gone,
  busy(busy) {
    document.body.classList.toggle('busy', busy)
  },
})

let settled: ReturnType<typeof setTimeout> | undefined
store.listen(state => {
  for (const section of sections) section.show(state, picture)
  ask(state)
  clearTimeout(settled)
  settled = setTimeout(() => history.replaceState(null, '', `#${linkOf(state)}`), settling)
})
addEventListener('hashchange', () => {
  const state = stateOf(location.hash.slice(1))
  if (state !== undefined) store.replace(state)
})

const foot = h('div', { className: 'foot' }, share.element, status)

document.body.append(
  h(
    'main',
    {},
    h('div', { className: 'work' }, lost, missing, alert, figure.element, player.element, notes, foot),
    h(
      'aside',
      { id: 'panel', 'aria-label': 'Controls' },
      h(
        'header',
        {},
        h('h1', { textContent: 'optviz explore' }),
        h('button', {
          type: 'button',
          className: 'quiet',
          textContent: 'start over',
          on: { click: () => store.replace(began) },
        }),
      ),
      ...sections.map(({ element }) => element),
    ),
  ),
)
for (const section of sections) section.show(store.get(), undefined)
ask(store.get())
