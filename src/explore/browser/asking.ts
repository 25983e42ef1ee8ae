import { keyHeader, type PageState, type Picture, type Refusal } from '../protocol.js'
import type { State } from './link.js'

const key = new URLSearchParams(location.search).get('key') ?? ''
const client = crypto.randomUUID()

/** What becomes of what was asked. */
export interface Hearers {
  /** The picture of a state. */
  picture(picture: Picture, of: State): void
  /** The picture before is still there. */
  refused(refusal: Refusal): void
  /** Nothing answers any more. */
  gone(): void
  /** Whether something is being drawn. */
  busy(busy: boolean): void
}

function post(path: string, { settings, runs }: State): Promise<Response> {
  const body: PageState = {
    settings,
    runs: runs.filter(({ hidden }) => !hidden).map(({ by, name, own }) => ({ by, name, own })),
  }
  return fetch(`${path}client=${client}`, {
    method: 'POST',
    headers: { [keyHeader]: key, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
}

/** Asks for pictures: one at a time, and while it is drawn only the last that was asked for meanwhile waits. */
export function asker(hearers: Hearers): (state: State) => void {
  let waiting: State | undefined
  let asking = false
  const next = async () => {
    if (asking || waiting === undefined) return
    asking = true
    hearers.busy(true)
    while (waiting !== undefined) {
      const state = waiting
      waiting = undefined
      try {
        const response = await post('/draw?', state)
        if (response.ok) hearers.picture(await response.json(), state)
        else if (response.status !== 409) hearers.refused(await refusalIn(response))
      } catch {
        hearers.gone()
      }
    }
    asking = false
    hearers.busy(false)
  }
  return state => {
    waiting = state
    void next()
  }
}

/** A file of a state, or why there is none; undefined where nothing answers. */
export async function fileOf(state: State, format: string): Promise<Blob | Refusal | undefined> {
  try {
    const response = await post(`/file?format=${format}&`, state)
    return response.ok ? await response.blob() : await refusalIn(response)
  } catch {
    return undefined
  }
}

/** What an answer says is wrong. Another program that answers there says it otherwise, and nothing of what was asked. */
async function refusalIn(response: Response): Promise<Refusal> {
  const said: Partial<Refusal> | null = await response.json()
  if (typeof said?.error !== 'string') throw new Error('no refusal')
  return { ...said, error: said.error }
}
