import { endChildren } from '../../engine/command/child.js'
import { endWithParent } from '../output/orphan.js'
import { drawFigures } from './draw.js'
import type { Task } from './task.js'

/** What a worker process does: draws the figures it is sent and tells of each, until the one that sent them is gone; no process of the user's is left. */
export async function serve(): Promise<void> {
  endWithParent()
  process.on('message', (tasks: readonly Task[]) => {
    void drawFigures(tasks, result => process.send?.(result))
  })
  await new Promise(resolve => process.once('disconnect', resolve))
  await endChildren()
}
