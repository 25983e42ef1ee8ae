import type { Scene } from '../records/scene.js'

export interface RenderOptions {
  /** Pixels of the file for one pixel of the scene; a vector format keeps its coordinates. */
  readonly scale: number
  /** The recipe to store in the file. */
  readonly metadata?: string
}

/** A file format. */
export interface Renderer {
  /** The file extension, without a dot; also the format's name. */
  readonly extension: string
  readonly title: string
  render(scene: Scene, options: RenderOptions): Promise<Uint8Array>
}
