import { describe, expect, it } from 'vitest'
import { theme } from '../../../src/spec/fields/themes.js'
import { mergeSettings } from '../../../src/spec/settings.js'

describe('a theme', () => {
  it('has defaults, which everything that is given wins over', () => {
    expect(mergeSettings({ theme: 'paper' })).toMatchObject({ palette: 'greys', lineWidth: 1.5 })
    expect(mergeSettings({ palette: 'magma' }, { theme: 'paper' })).toMatchObject({ palette: 'magma', lineWidth: 1.5 })
    expect(mergeSettings({ theme: 'paper' }, { theme: 'light' }).palette).toBe('viridis')
  })

  it('has a name, or is a file', () => {
    for (const word of ['dark', 'Dark', './mine.yaml', 'mine.json', 'a/b']) expect(() => theme(word, 't')).not.toThrow()
    expect(theme('DARK', 't')).toBe('dark')
    expect(() => theme('papre', '--theme')).toThrow(
      '--theme: expected light, dark, paper or a file such as ./mine.yaml, got "papre"; did you mean "paper"?',
    )
    expect(() => theme(3, 'theme')).toThrow('theme: expected light, dark, paper or a file')
  })

  it('that is a file is read by commands alone', () => {
    expect(() => mergeSettings({ theme: './mine.yaml' })).toThrow(/^theme: expected light, dark, paper; a file is read/)
  })
})
