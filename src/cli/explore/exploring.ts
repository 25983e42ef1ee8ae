/** What the server is made of. */
export type Exploring = typeof import('../../explore/index.js')

/** Loads it. The bundle has bin/bundle/explore.mjs in the place of this module: a script of its own, which other commands do not read. */
export function loadExplore(): Promise<Exploring> {
  return import('../../explore/index.js')
}
