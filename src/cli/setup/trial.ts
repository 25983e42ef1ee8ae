/** What to do where a set-up is stopped before a change was tried: what was there, comes back. */
let undo: (() => void) | undefined

/** Says how the change that is being tried is undone; nothing once it has proved itself. */
export function whileTrying(undoing: (() => void) | undefined): void {
  undo = undoing
}

/** Undoes the change that is being tried, if there is one. */
export function endTrial(): void {
  undo?.()
  undo = undefined
}
