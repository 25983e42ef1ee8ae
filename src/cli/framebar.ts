import { type Progress, progress } from './progress.js'

/** A bar on a terminal for the frames of an animation; it goes when the last one is drawn. */
export function frameBar(stream: NodeJS.WriteStream): (done: number, of: number) => void {
  let bar: Progress | undefined
  return (done, of) => {
    bar ??= progress(of, stream)
    bar.tick('frames')
    if (done < of) return
    bar.clear()
    bar = undefined
  }
}
