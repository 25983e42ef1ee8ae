import { readdirSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

const folder = 'src/optimizers'

it('no schedule’s record of numbers begins with what is spread into it: a thousand of them would take most of a sweep', () => {
  const files = readdirSync(folder).filter(file => file.endsWith('.ts'))
  const schedules = files.flatMap(file => {
    // From its head to the brace that closes it.
    const found = readFileSync(`${folder}/${file}`, 'utf8').matchAll(
      /^( *)(?:\*schedule|function\* [^)]*OverSteps).*?^\1\},?$/gms,
    )
    return [...found].map(([text]) => ({ file, text }))
  })
  expect(schedules.length).toBeGreaterThan(60)
  const slow = schedules.filter(({ text }) => /(?:yield|[?:])\s+\{\s*\.\.\./.test(text))
  expect(slow.map(({ file }) => file)).toEqual([])
})
