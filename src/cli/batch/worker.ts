import { drawFigures } from './draw.js'
import type { Task } from './task.js'

/** What a worker process does: draws the figures it is sent and tells of each, until the one that sent them is gone. */
export function serve(): Promise<void> {
  process.on('message', (tasks: readonly Task[]) => {
    void drawFigures(tasks, result => process.send?.(result))
  })
  return new Promise(resolve => process.once('disconnect', resolve))
}
