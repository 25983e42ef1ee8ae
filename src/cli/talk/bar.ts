import { type Progress, progress } from './progress.js'

/** A bar on a terminal for work that tells how much of it is done, such as the frames of an animation; it goes at the end. */
export function bar(stream: NodeJS.WriteStream, name: string): (done: number, of: number) => void {
  let shown: { readonly progress: Progress; readonly done: number } | undefined
  return (done, of) => {
    const { progress: line, done: before } = shown ?? { progress: progress(of, stream), done: 0 }
    line.tick(name, done - before)
    shown = { progress: line, done }
    if (done < of) return
    line.clear()
    shown = undefined
  }
}
