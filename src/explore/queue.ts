/** What a piece of work came to; `superseded`: its client has asked for something newer meanwhile. */
export type Outcome<T> = { readonly done: T } | 'superseded'

/** Does one piece of work at a time, in the order in which clients asked; of each client only the last one waits. */
export interface Queue<W, T> {
  ask(client: string, work: W): Promise<Outcome<T>>
  /** Forgets work that a client waits for. */
  leave(client: string, work: W): void
}

interface Waiting<W, T> {
  readonly work: W
  settle(outcome: Outcome<T> | Promise<Outcome<T>>): void
}

/** A queue before `perform`, which never does two pieces of work at once. */
export function queue<W, T>(perform: (work: W) => Promise<T>): Queue<W, T> {
  const waiting = new Map<string, Waiting<W, T>>()
  let busy = false
  const next = async () => {
    const [first] = waiting
    if (busy || first === undefined) return
    const [client, { work, settle }] = first
    waiting.delete(client)
    busy = true
    const done = perform(work)
    settle(done.then(done => ({ done })))
    await done.catch(() => undefined)
    busy = false
    void next()
  }
  const drop = (client: string) => {
    waiting.get(client)?.settle('superseded')
    waiting.delete(client)
  }
  return {
    ask(client, work) {
      drop(client)
      return new Promise(settle => {
        waiting.set(client, { work, settle })
        void next()
      })
    },
    leave(client, work) {
      if (waiting.get(client)?.work === work) drop(client)
    },
  }
}
