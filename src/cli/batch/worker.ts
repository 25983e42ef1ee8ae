import { drawFigure } from './figure.js'
import type { Task } from './task.js'

/** What a worker process does: draws the figures it is sent, one after the other, until the one that sent them is gone. */
export function serve(): void {
  process.on('disconnect', () => process.exit())
  process.on('message', (task: Task) => {
    void drawFigure(task).then(result => process.send?.(result))
  })
}
