import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import type { Point } from '../../src/records/geometry.js'

/** What PyTorch has for schedules (fixtures/schedules/schedules.py), by how they are written here. */
interface References {
  readonly steps: number
  readonly lr: number
  readonly rates: Readonly<Record<string, readonly number[]>>
  readonly losses: readonly number[]
  readonly plateaus: Readonly<Record<string, readonly number[]>>
  readonly trajectories: readonly {
    readonly function: string
    /** As an entry of a comparison has it. */
    readonly optimizer: string
    readonly schedule: string
    readonly points: readonly Point[]
  }[]
}

const file = new URL('../../fixtures/schedules/schedules.json.gz', import.meta.url)

export const references: References = JSON.parse(gunzipSync(readFileSync(file)).toString())
