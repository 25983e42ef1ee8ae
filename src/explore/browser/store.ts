import type { Run, State } from './link.js'

/** What the page shows; each change is told to all that listen. */
export interface Store {
  get(): State
  /** Changes settings; undefined takes one back to what the command line said. */
  set(settings: Readonly<Record<string, string | undefined>>): void
  setRuns(change: (runs: readonly Run[]) => readonly Run[]): void
  /** Puts another state in the place of this one. */
  replace(state: State): void
  listen(listener: (state: State) => void): void
}

export function storeOf(first: State): Store {
  let state = first
  const listeners: ((state: State) => void)[] = []
  const replace = (next: State) => {
    state = next
    for (const listener of listeners) listener(state)
  }
  return {
    get: () => state,
    set(changes) {
      const all = Object.entries({ ...state.settings, ...changes })
      const settings = Object.fromEntries(all.flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])))
      replace({ ...state, settings })
    },
    setRuns: change => replace({ ...state, runs: change(state.runs) }),
    replace,
    listen: listener => void listeners.push(listener),
  }
}

/** A run with one of its own settings changed, or taken back. */
export function withOwn(run: Run, key: string, value: string | undefined): Run {
  const { [key]: _, ...others } = run.own
  return { ...run, own: value === undefined ? others : { ...run.own, [key]: value } }
}
