/** Writes what describes the command line to others: schemas/ for editors, man/ for man(1). All of it comes from dist/. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { manual } from '../dist/cli/flags/manual.js'
import { palettes } from '../dist/figure/ground/palette.js'
import { schemasOf } from '../dist/spec/fields/schema.js'

const write = (file, text) => {
  const place = new URL(`../${file}`, import.meta.url)
  mkdirSync(new URL('.', place), { recursive: true })
  writeFileSync(place, text)
}

for (const [name, schema] of Object.entries(schemasOf(palettes)))
  write(`schemas/${name}.json`, `${JSON.stringify(schema, null, 2)}\n`)
// As reproducible-builds.org has it: the same page from the same source on another day.
const made = process.env.SOURCE_DATE_EPOCH ? new Date(process.env.SOURCE_DATE_EPOCH * 1000) : new Date()
write('man/optviz.1', manual(made.toISOString().slice(0, 10)))
