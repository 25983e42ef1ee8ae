import { largestFigure, readAtMost } from '../../io/files/read.js'
import { drawAgain, recipeIn } from '../../pipeline/inspect.js'
import { checkClashes } from '../output/places.js'
import { print, printJson, styled } from '../talk/terminal.js'

/** `optviz inspect`: the recipe that a figure carries, and the command that draws it again. */
export async function inspect(file: string, { json = false }: { json?: boolean }): Promise<void> {
  checkClashes([{ file, named: 'the file' }], [])
  const figure = { name: file, file, bytes: await readAtMost(file, largestFigure) }
  const recipe = recipeIn(figure)
  if (json) {
    printJson(process.stdout, recipe)
    return
  }
  const { command, states, absences } = await drawAgain(figure, recipe)
  const shown = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value))
  print(process.stdout, [
    ...Object.entries(recipe).map(([key, value]) => `  ${key}: ${shown(value)}`),
    ...states.map(state => `  ${state}`),
    `${styled(process.stdout, 'bold', 'Again:')} ${command}`,
    ...absences.map(absence => `  ${absence}`),
  ])
}
