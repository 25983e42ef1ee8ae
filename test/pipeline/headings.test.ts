import { describe, expect, it } from 'vitest'
import { subtitleOf } from '../../src/pipeline/words/headings.js'
import { resolveRun } from '../../src/spec/run.js'
import { mergeSettings } from '../../src/spec/settings.js'

describe('a subtitle', () => {
  it('says what a run goes on for: steps, or a budget of evaluations', () => {
    const said = (settings: object) => subtitleOf(resolveRun(mergeSettings({ fn: 'booth', ...settings })))
    expect(said({ optim: 'nelder-mead', steps: 50 })).toMatch(/^50 steps from /)
    expect(said({ optim: 'nelder-mead', budget: 50 })).toMatch(/^50 evaluations from /)
    expect(said({ optim: 'adam', lr: 0.1, budget: 50 })).toMatch(/^lr 0\.1 · 50 evaluations from /)
  })
})
