import { describe, expect, it } from 'vitest'
import { missingCharacters, textWidth, wrapText } from '../../../src/figure/around/text.js'
import { compose } from '../../../src/figure/compose.js'
import { figure } from '../../../src/index.js'
import { randomSource } from '../../../src/random.js'
import type { FigureStyle } from '../../../src/records/style.js'
import { parseSettings } from '../../../src/spec/settings.js'
import { defaultStyle, hostLandscape, pathThrough } from '../contents.js'
import { groupNamed, inkBox, overlap, textsOf } from '../shapes.js'

describe('wrapText', () => {
  it('breaks at blanks, and where it is told to', () => {
    expect(wrapText('AdamW on\nFlower', 400, 12, 5)).toEqual(['AdamW on', 'Flower'])
    const whole = 'the quick brown fox jumps over the lazy dog '.repeat(5).trim()
    for (let width = 60; width < 600; width += 7) {
      const lines = wrapText(whole, width, 12, 99)
      expect(lines.join(' ')).toBe(whole)
      lines.forEach((line, i) => {
        expect(textWidth(line, 12)).toBeLessThanOrEqual(width)
        const [next = ''] = (lines[i + 1] ?? '').split(' ')
        if (next !== '') expect(textWidth(`${line} ${next}`, 12)).toBeGreaterThan(width)
      })
    }
  })
  it('breaks a word that is longer than a line, and ends with an ellipsis what is longer than its lines', () => {
    const lines = wrapText('a'.repeat(200), 100, 12, 99)
    expect(lines.join('')).toBe('a'.repeat(200))
    const three = wrapText('a'.repeat(2000), 100, 12, 3)
    expect(three).toHaveLength(3)
    expect(three.at(-1)).toMatch(/^a+…$/)
    expect(textWidth(three.at(-1) ?? '', 12)).toBeLessThanOrEqual(100)
    expect(wrapText('one\ntwo\nthree', 100, 12, 2)).toEqual(['one', 'two three'])
    expect(wrapText('title', 5, 12, 3)).toEqual([])
  })
  it('keeps a value with its name', () => {
    const whole = 'end (4.24×10⁻⁴, −2.5×10⁻⁴), f = 4.864×10⁻⁵ and so on'
    for (let width = 100; width < 400; width += 3) {
      const lines = wrapText(whole, width, 12, 99)
      expect(lines.join(' ')).toBe(whole)
      for (const line of lines) expect(line).not.toMatch(/(^|f )=$|^=|f$/)
    }
  })
})

describe('the letters of mathematics', () => {
  it('are in the font, as is every white space and what has no shape', () => {
    expect(missingCharacters('∇∂∈∉∋ℝℕℤℚℂ‖∞≈≠≤≥±∓×·÷√∑∏∫→←↔⇒⇔↦⟨⟩⌈⌉⌊⌋∘⊙⊗⊕∥⊥⊤∀∃∅∧∨¬∩∪⊂⊆∝∼≡≪≫≔⋅…ℓℏ′″')).toBe('')
    expect(missingCharacters('⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱᵀᵏᵗ₀₁₂₃₄₅₆₇₈₉₊₋ᵢⱼₖₙₜ')).toBe('')
    expect(missingCharacters('ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩαβγδεζηθικλμνξοπρστυφχψως ϑϕϖϱϰϵ')).toBe('')
    expect(missingCharacters('a\tb\nc\r\nd\u2028e\u00a0f\u2009g\u200bh\ufe0fe\u0301')).toBe('')
    expect(missingCharacters('日本 a 日')).toBe('日本')
  })
})

describe('a figure with long texts', () => {
  const landscape = hostLandscape((x, y) => x * x + y * y, { x: [-1, 1], y: [-1, 1] }, 30)
  const long = (random: () => number) => {
    const words = Array.from({ length: 1 + Math.floor(30 * random()) }, () =>
      'Mx'.repeat(1 + Math.floor(random() ** 3 * 60)),
    )
    return words.map(word => word + (random() < 0.1 ? '\n' : random() < 0.1 ? '\t' : ' ')).join('')
  }
  const draw = (
    texts: { title?: string; subtitle?: string; labels?: readonly string[] },
    style: Partial<FigureStyle>,
  ) => {
    const { title = '', subtitle = '', labels = ['a'] } = texts
    const paths = labels.map((label, i) => ({
      label,
      trajectory: pathThrough(
        [
          [0.5, 0.1 * i],
          [0.1, 0],
        ],
        x => x,
      ),
    }))
    const content = { paths, landscape, minima: [], title, subtitle, quantity: 'f' }
    return compose(content, { ...defaultStyle, ...style })
  }

  it('has them on lines that stay in it and clear of each other and of the plot', () => {
    const random = randomSource(9)
    for (let i = 0; i < 120; i++) {
      const size = { width: 160 + Math.floor(1200 * random()), height: 160 + Math.floor(900 * random()) }
      const labels = Array.from({ length: 1 + Math.floor(4 * random()) }, () => long(random))
      const aspect = random() < 0.3 ? 'equal' : 'fill'
      const scene = draw({ title: long(random), subtitle: long(random), labels }, { ...size, aspect })
      const [frame] = groupNamed(scene, 'frame')
      if (frame?.kind !== 'rect') throw new Error('no frame')
      const texts = ['title', 'legend', 'caption']
        .flatMap(name => groupNamed(scene, name))
        .filter(shape => shape.kind === 'text')
      const boxes = texts.map(inkBox)
      boxes.forEach((box, j) => {
        const { left, top, width, height } = box
        expect(left >= 0 && left + width <= size.width + 0.5, texts[j]?.text).toBe(true)
        expect(top >= 0 && top + height <= size.height, texts[j]?.text).toBe(true)
        expect(overlap(box, frame.box), texts[j]?.text).toBe(false)
        for (const other of boxes.slice(j + 1)) expect(overlap(box, other), texts[j]?.text).toBe(false)
      })
      for (const { text } of textsOf(scene)) expect(text).not.toMatch(/\p{Cc}/u)
      if (aspect === 'fill') expect(frame.box.height).toBeGreaterThan(0.2 * size.height)
      expect(scene.title).not.toMatch(/\p{Cc}/u)
    }
  })

  it('says all of a title that has room', () => {
    const title =
      'How the learning rate and the weight decay of AdamW change where it ends on Flower, and how many steps it takes there'
    const lines = groupNamed(draw({ title }, {}), 'title').flatMap(shape => (shape.kind === 'text' ? [shape.text] : []))
    expect(lines.length).toBeGreaterThan(1)
    expect(lines.join(' ')).toBe(title)
  })
  it('says all of a label and of a caption that are longer than the figure is wide', () => {
    const label = 'AdamW lr 0.1, weight_decay 0.01, '.repeat(6).trim()
    const texts = textsOf(draw({ labels: [label, 'b'] }, { width: 500, height: 700 })).map(({ text }) => text)
    expect(texts.join(' ')).toContain(label)
  })
  it('begins a new line in a title with \\n, as a character or as one writes it in a shell', () => {
    for (const title of ['one\\ntwo', 'one\ntwo', 'one\r\ntwo', 'one\u2028two\n']) {
      expect(parseSettings({ title }, key => key).title).toBe('one\\ntwo')
      const scene = figure([], landscape, { title })
      const lines = groupNamed(scene, 'title').flatMap(shape => (shape.kind === 'text' ? [shape.text] : []))
      expect(lines).toEqual(['one', 'two'])
      expect(scene.title).toBe('one two')
    }
  })
})
