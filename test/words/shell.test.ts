import { spawnSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { randomSource } from '../../src/random.js'
import { shellWord, shellWords } from '../../src/words/shell.js'
import { visible } from '../../src/words/visible.js'

/** What a shell makes of words of a command. */
function readBack(shell: string, words: readonly string[]): readonly string[] {
  const { stdout, stderr, status } = spawnSync(shell, ['-c', `printf '%s\\0' ${words.join(' ')}`], { encoding: 'utf8' })
  expect([status, stderr]).toEqual([0, ''])
  return stdout.split('\0').slice(0, -1)
}

const texts: readonly string[] = [
  ...[
    'plain',
    '-3,3',
    'lr=0.1',
    '',
    ' ',
    "it's",
    "'",
    "''",
    '\\',
    '\\\\',
    "\\'",
    '\\n',
    'a\\',
    '"',
    '$HOME',
    '`id`',
    '$(id)',
  ],
  ...[
    '; touch X',
    '| cat',
    '&& id',
    '> X',
    '< X',
    '*',
    '?',
    '[a]',
    '{a,b}',
    '~',
    '~root',
    'a=~',
    '#',
    '!!',
    '!$',
    '^a^b',
  ],
  ...['=ls', '%self', '--', '-x', '%s', '%', '100%', '(a)', '@a', 'a:b', 'é ∇ 日本 😀', '\u00a0', 'x^2 + a*y^2'],
  ...[
    'a\nb',
    '\na',
    'a\tb',
    "\u001b[31m'%s\\'\"$HOME`id`",
    '-\n-',
    'a\u009b2J',
    'a\u202eb',
    'a\u2028b',
    '\r\nx',
    '\u007f!!',
  ],
]

describe('a word of a command', () => {
  const random = randomSource(8)
  const pieces = [...texts, ...'abc\'"\\$`!#&;|<>(){}[]*?~^%=-+,. \n\t\u001b\u0085\u202e']
  const pick = () => pieces[Math.floor(random() * pieces.length)] ?? ''
  const made = Array.from({ length: 1000 }, () => [pick(), pick(), pick(), 'x'].join(''))

  it('is one line that shows all that is in it', () => {
    for (const text of [...texts, ...made]) expect(visible(shellWord(text)), text).toBe(shellWord(text))
  })

  it('is as it is where nothing in it means anything to a shell, else in quotes', () => {
    const words = ['-3,3', 'lr=0.1', "it's", 'a\\b', '=ls', '', 'a\nb'].map(shellWord)
    expect(words).toEqual(['-3,3', 'lr=0.1', "'it'\\''s'", "'a'\\\\'b'", "'=ls'", "''", `"$(printf 'a\\012b')"`])
  })

  for (const shell of ['sh', 'bash', 'zsh', 'fish'])
    it.skipIf(spawnSync(shell, ['-c', 'true']).error !== undefined)(
      `is read back by ${shell}, whatever is in it`,
      () => {
        const all = [...texts, ...made]
        expect(readBack(shell, all.map(shellWord))).toEqual(all)
      },
    )

  it('is read back by bash also where a person pastes it, and ! would bring an older command back', () => {
    const all = [...texts, '!!', "it's!!", '"!!', '\\!!', 'a\n!!', '\u001b!!b'].filter(text => text !== '')
    const lines = all.map(text => `printf '%s\\0' ${shellWord(text)}`)
    const input = ['set -o history -o histexpand', 'echo old >/dev/null', ...lines, ''].join('\n')
    const shell = ['--norc', '--noprofile', '--noediting', '-i']
    const { stdout } = spawnSync('bash', shell, { input, encoding: 'utf8', env: { ...process.env, PS1: '', PS2: '' } })
    expect(stdout.split('\0').slice(0, -1)).toEqual(all)
  })
})

describe('the words of a command that no shell reads', () => {
  const random = randomSource(13)
  const pieces = [
    'a',
    'b c',
    ' ',
    '  ',
    "'",
    '"',
    '\\',
    '\\\\',
    '$',
    "''",
    '""',
    '\n',
    '\t',
    'é',
    '-x',
    '"a b"',
    "'c d'",
  ]
  const made = Array.from({ length: 400 }, () => {
    return Array.from({ length: 6 }, () => pieces[Math.floor(random() * pieces.length)]).join('')
  })

  it('are those that a shell reads, but for what it expands', () => {
    const sound: string[] = []
    for (const text of made) {
      try {
        shellWords(text, 'c')
        sound.push(text)
      } catch {
        const { status } = spawnSync('sh', ['-c', `: ${text}`])
        expect(status !== 0 || text.endsWith('\\'), JSON.stringify(text)).toBe(true)
      }
    }
    expect(sound.length).toBeGreaterThan(100)
    // What a shell expands, and a line break, where its command ends, are no part of this.
    for (const text of sound.filter(text => !/\$|\n/.test(text)))
      expect(shellWords(text, 'c'), JSON.stringify(text)).toEqual(text.trim() === '' ? [] : readBack('sh', [text]))
  })

  it.each([
    ['python3 a.py', ['python3', 'a.py']],
    [' a\t\n b ', ['a', 'b']],
    ["a '' b", ['a', '', 'b']],
    ['"$HOME" $HOME ~ * {a,b} #', ['$HOME', '$HOME', '~', '*', '{a,b}', '#']],
    ['"a\\"b" "c\\d" "\\$x"', ['a"b', 'c\\d', '$x']],
    ['a\\ b \'c\'d"e"', ['a b', 'cde']],
    ['a\\\nb', ['ab']],
    ['\'|;\' \\& "<>"', ['|;', '&', '<>']],
  ])('%j', (text, words) => {
    expect(shellWords(text, 'c')).toEqual(words)
  })

  it.each(['a | b', 'a;b', 'a && b', 'a > b', 'a < b', 'a `b`', 'a 2>&1'])(
    'refuse what only a shell can do: %s',
    text => {
      expect(() => shellWords(text, 'c')).toThrow(/^c: .* means something to a shell, and none is run$/)
    },
  )

  it('are what shellWord has written, if no shell has to print it', () => {
    const plain = texts.filter(text => visible(text) === text)
    expect(shellWords(plain.map(shellWord).join(' '), 'c')).toEqual(plain)
  })
})
