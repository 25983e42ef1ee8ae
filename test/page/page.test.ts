/// <reference lib="dom" />
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { pathLines } from '../../src/diff/svg/pathdistance.js'
import { formatNumber } from '../../src/words/typeset.js'
import { optviz, temporaryFolder } from '../cli/process.js'
import { hasChromium, launchChromium } from '../render/viewers.js'

const { folder, remove } = temporaryFolder()
const at = (name: string) => join(folder, name)

const manifest = `out: out
defaults: { steps: 20, size: 320x280, resolution: 40 }
figures:
  - { name: bowl, expr: "x^2 + 3*y^2", domain: [-2, 2, -2, 2], start: [1, 1], optim: sgd, lr: 0.1, title: "</script><b>bold</b>" }
  - { name: far, fn: beale, optim: adam, lr: 0.1 }
  - { name: wild, fn: rosenbrock, optim: sgd, lr: 1 }
  - { name: race, fn: beale, size: 760x420, panel: loss, compare: [{ optim: adam, lr: 0.1 }, { optim: sgd, lr: 0.001, steps: 7 }] }
`

beforeAll(() => {
  writeFileSync(at('figures.yaml'), manifest)
  expect(optviz(['batch', 'figures.yaml', '--html', 'page.html', '-q'], folder)).toMatchObject({ code: 0, err: '' })
})
afterAll(remove)

describe('the file', () => {
  it('names nothing that is elsewhere', () => {
    const html = readFileSync(at('page.html'), 'utf8')
    // XML's names of namespaces are no addresses that are loaded.
    const addresses = [...html.matchAll(/\b(?:https?|file):\/\/[^\s"'<>)]+/g)].map(([address]) => address)
    expect(addresses.filter(address => !address.startsWith('http://www.w3.org/'))).toEqual([])
    expect(html).not.toContain(folder)
    expect(html).not.toContain('<b>bold')
  })

  it('has problems where there are some', () => {
    writeFileSync(
      at('odd.yaml'),
      'out: out\ndefaults: { steps: 2, size: 90x80, formats: [svg] }\nfigures:\n  - { name: a, fn: beale, optim-command: "false" }\n  - { name: c, fn: beale }\n',
    )
    expect(optviz(['batch', 'odd.yaml', '--html', 'odd.html', '-q'], folder)).toMatchObject({ code: 1 })
    const [problems, none] = ['odd.html', 'page.html'].map(
      name => /<section class="problems".*?<\/section>/s.exec(readFileSync(at(name), 'utf8'))?.[0],
    )
    expect(problems).toMatch(/<li><strong>a<\/strong> failed: /)
    expect(none).toBeUndefined()
  })
})

/** How far a point is from a polyline. */
function distanceTo(line: readonly (readonly [number, number])[], [x, y]: readonly [number, number]): number {
  const distances = line.slice(1).map(([x1, y1], i) => {
    const [x0, y0] = line[i] ?? [x1, y1]
    const [dx, dy] = [x1 - x0, y1 - y0]
    const along = Math.max(0, Math.min(1, ((x - x0) * dx + (y - y0) * dy) / (dx * dx + dy * dy || 1)))
    return Math.hypot(x - x0 - along * dx, y - y0 - along * dy)
  })
  return Math.min(...distances)
}

describe('a figure of many seeds', () => {
  it('says that its row is of the median run', () => {
    const noisy = ['--fn', 'booth', '--steps', '5', '--noise', '1', '--repeat', '3']
    const args = ['compare', '--optim', 'adam,sgd', '--lr', '0.1', ...noisy, '-q', '-o', 'r.csv', '--html', 'r.html']
    expect(optviz(args, folder)).toMatchObject({ code: 0 })
    expect(readFileSync(at('r.html'), 'utf8')).toMatch(/<td[^>]*>Adam[^<]* \(the median run of 3, seed [012]\)<\/td>/)
  })
})

describe('a comparison', () => {
  it('has such a page, too', () => {
    const compare = [
      'compare',
      '--optim',
      'adam,sgd',
      '--fn',
      'booth',
      '--steps',
      '5',
      '-o',
      'c.csv',
      '--html',
      'c.html',
    ]
    expect(optviz([...compare, '--json'], folder)).toMatchObject({ code: 0, out: expect.stringContaining('"c.html"') })
    const html = readFileSync(at('c.html'), 'utf8')
    expect(html.match(/class="card"/g)).toHaveLength(1)
    expect(html).toContain('<ul class="grid alone">')
    expect(html).toContain('<title>Adam, SGD on Booth</title>')
  })

  it('whose place is not there is refused before any work', () => {
    for (const [command, flag] of [
      [['compare', '--optim', 'adam,sgd'], '--html'],
      [['batch', 'figures.yaml'], '--html'],
      [['batch', 'figures.yaml'], '--report'],
    ] as const) {
      const { code, out, err } = optviz([...command, flag, 'none/x'], folder)
      expect({ code, out, err }).toEqual({
        code: 1,
        out: '',
        err: 'error: cannot write none/x: there is no such file or folder\n  Make the folder first: mkdir -p none\n',
      })
      expect(optviz([...command, flag, '.'], folder)).toMatchObject({
        code: 2,
        err: `error: ${flag} . is a directory\n  Name a file in it.\n`,
      })
    }
  })
})

describe.skipIf(!hasChromium)('the page in Chromium', () => {
  let browser: Browser
  let page: Page
  const complaints: string[] = []
  const requests: string[] = []

  beforeAll(async () => {
    browser = await launchChromium()
    page = await browser.newPage({ viewport: { width: 1200, height: 900 } })
    page.on('console', message => complaints.push(message.text()))
    page.on('pageerror', error => complaints.push(error.message))
    page.on('request', request => requests.push(request.url().slice(0, 40)))
    await page.goto(pathToFileURL(at('page.html')).href)
  })
  afterAll(async () => {
    await browser?.close()
  })

  const shown = async (...ids: readonly string[]) => Promise.all(ids.map(id => page.textContent(`#${id}`)))
  const column = (n: number) => page.locator(`#results tbody tr > :nth-child(${n})`).allTextContents()

  it('shows every figure and every run', async () => {
    expect(await page.locator('.card').allTextContents()).toEqual(['bowl', 'far', 'wild', 'race'])
    const loaded = await page
      .locator('.card img')
      .evaluateAll(images => images.map(image => ('naturalWidth' in image ? image.naturalWidth : 0)))
    expect(loaded).toEqual([320, 320, 320, 760])
    expect(await column(1)).toEqual(['bowl', 'far', 'wild', 'race', 'race'])
    expect(await column(7)).toEqual(['20', '20', expect.any(String), '20', '7'])
    expect(await column(8)).toEqual([
      'step 20',
      'step 20',
      expect.stringMatching(/^diverged at step \d+$/),
      'step 20',
      'step 7',
    ])
  })

  it('sorts by number and by name, either way', async () => {
    const order = () =>
      page
        .locator('#results tbody tr > :nth-child(4)')
        .evaluateAll(cells => cells.map(cell => Number(cell.getAttribute('data-value'))))
    await page.click('#results th:nth-child(4) button')
    const ascending = await order()
    expect(ascending).toEqual([...ascending].sort((a, b) => a - b))
    expect(await page.getAttribute('#results th:nth-child(4)', 'aria-sort')).toBe('ascending')
    await page.click('#results th:nth-child(4) button')
    expect(await order()).toEqual([...ascending].reverse())
    await page.click('#results th:nth-child(1) button')
    expect(await column(1)).toEqual(['bowl', 'far', 'race', 'race', 'wild'])
  })

  it('opens a figure, by mouse and by key', async () => {
    await page.click('.card >> nth=1')
    expect(await shown('viewer-title')).toEqual(['far'])
    expect(await page.locator('#picture').evaluate(image => ('naturalWidth' in image ? image.naturalWidth : 0))).toBe(
      320,
    )
    await page.keyboard.press('Escape')
    expect(await page.isVisible('#viewer')).toBe(false)
    await page.locator('.card').first().focus()
    await page.keyboard.press('Enter')
    expect(await shown('viewer-title')).toEqual(['bowl'])
    await page.keyboard.press('p')
    expect(await shown('viewer-title')).toEqual(['race'])
    await page.keyboard.press('n')
    expect(await shown('viewer-title')).toEqual(['bowl'])
  })

  it('steps along the path: point, value and gradient are those of the function', async () => {
    // x² + 3y² from (1, 1) by gradient descent at 0.1: x shrinks by 0.8 a step, y by 0.4.
    expect(await shown('at-step', 'at-point', 'at-value', 'at-gradient', 'at-slope')).toEqual([
      '0',
      '(1, 1)',
      '4',
      '(2, 6)',
      '6.3246',
    ])
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('ArrowRight')
    expect(await shown('at-step', 'at-point', 'at-value', 'at-gradient')).toEqual([
      '2',
      '(0.64, 0.16)',
      '0.4864',
      '(1.28, 0.96)',
    ])
    await page.keyboard.press('ArrowLeft')
    expect(await shown('at-step', 'at-point')).toEqual(['1', '(0.8, 0.4)'])
    await page.keyboard.press('End')
    expect(await shown('at-step')).toEqual(['20'])
    await page.keyboard.press('Home')
    expect(await shown('at-step')).toEqual(['0'])
  })

  it('marks the point where the picture has it, and the way down', async () => {
    // (1, 1) lies at three quarters of the plot's width and a quarter of its height; the steepest way down is (−2, −6).
    const box = await page
      .locator('#overlay clipPath rect')
      .evaluate(rect => ['x', 'y', 'width', 'height'].map(name => Number(rect.getAttribute(name))))
    const [x = 0, y = 0, width = 0, height = 0] = box
    const [cx, cy] = await attributes('#overlay .point', 'cx', 'cy')
    expect(cx).toBeCloseTo(x + 0.75 * width, 3)
    expect(cy).toBeCloseTo(y + 0.25 * height, 3)
    const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = await attributes('#overlay .descent', 'x1', 'y1', 'x2', 'y2')
    expect((x2 - x1) / width / ((y2 - y1) / height)).toBeCloseTo(-2 / 6, 3)
    expect(y2).toBeGreaterThan(y1)
    // Where the mark stands on the page, the picture has the start: nothing is stretched.
    const picture = await page.locator('#picture').boundingBox()
    const overlay = await page.locator('#overlay').boundingBox()
    expect(overlay).toEqual(picture)
  })

  async function attributes(selector: string, ...names: readonly string[]): Promise<readonly number[]> {
    const values = await page
      .locator(selector)
      .first()
      .evaluate((found, all) => all.map(name => found.getAttribute(name)), names)
    return values.map(Number)
  }

  it('plays to the end, and stops where told', async () => {
    await page.keyboard.press('Home')
    await page.keyboard.press(' ')
    expect(await page.getAttribute('#play', 'aria-label')).toBe('Pause')
    await expect.poll(async () => Number(await page.textContent('#at-step'))).toBeGreaterThanOrEqual(3)
    await page.keyboard.press(' ')
    const [stopped] = await shown('at-step')
    expect(await page.getAttribute('#play', 'aria-label')).toBe('Play')
    await page.waitForTimeout(300)
    expect(await shown('at-step')).toEqual([stopped])
    await page.keyboard.press(' ')
    await expect.poll(() => page.textContent('#at-step'), { timeout: 5000 }).toBe('20')
    await expect.poll(() => page.getAttribute('#play', 'aria-label')).toBe('Play')
  })

  it('plays each path of a comparison', async () => {
    await page.keyboard.press('p')
    await page.selectOption('#path', '1')
    await page.focus('#step')
    await page.keyboard.press('End')
    expect(await shown('at-step')).toEqual(['7'])
  })

  it('shows where a path diverges', async () => {
    await page.keyboard.press('p')
    await page.keyboard.press('End')
    const [point, value] = await shown('at-point', 'at-value')
    expect(point).toMatch(/, outside$/)
    expect(value).toMatch(/^−?∞$|^undefined$|×10/)
    await page.keyboard.press('Escape')
  })

  it('plays all paths of a comparison together, each in its color, and where it is on its loss curve', async () => {
    await page.click('.card >> nth=3')
    expect(await page.inputValue('#path')).toBe('all')
    expect(await page.locator('#at-all dt').allTextContents()).toEqual([
      'Adam lr 0.1, 20 steps',
      'SGD lr 0.001, 7 steps',
    ])
    const marks = async () => [await centres('#overlay .loss'), await centres('#overlay .point')]
    const [losses, points] = await marks()
    // Both begin in one place.
    expect([losses, points].map(places => new Set(places?.map(String)).size)).toEqual([1, 1])
    await page.focus('#step')
    for (let step = 0; step < 14; step++) await page.keyboard.press('ArrowRight')
    expect(await shown('at-step')).toEqual(['14'])
    const [later, ahead] = await marks()
    expect([later, ahead].map(places => new Set(places?.map(String)).size)).toEqual([2, 2])
    // Twenty steps are the panel's width; the second path has stopped at seven.
    const [[x0 = 0] = [], , [x1 = 0] = [], , [x2 = 0] = []] = [
      losses?.[0],
      undefined,
      later?.[0],
      undefined,
      later?.[2],
    ]
    expect((x1 - x0) / (x2 - x0)).toBeCloseTo(2, 1)
    const source = (await page.getAttribute('#picture', 'src')) ?? ''
    const svg = Buffer.from(source.slice(source.indexOf(',') + 1), 'base64').toString()
    const curves = [...(/<g class="loss[\s\S]*?<\/g>/.exec(svg)?.[0] ?? '').matchAll(/<path(.*?) d="([^"]*)"/g)]
      .flatMap(([, before = '', data = '']) => {
        const scale = Number(/ transform="scale\((.*?)\)"/.exec(before)?.[1] ?? 1)
        return (pathLines(data) ?? []).map(line => line.map(([x, y]): [number, number] => [scale * x, scale * y]))
      })
      .filter(line => line.length > 4)
    for (const place of later ?? [])
      expect(Math.min(...curves.map(curve => distanceTo(curve, place)))).toBeLessThan(0.3)
    await page.keyboard.press('Escape')
  })

  it('draws its signs, which no font replaces by others', async () => {
    await page.click('.card >> nth=0')
    expect((await page.textContent('#play'))?.trim()).toBe('')
    const seen = () => Promise.all(['go', 'halt'].map(name => page.isVisible(`#play .${name}`)))
    expect(await seen()).toEqual([true, false])
    await page.click('#play')
    expect(await seen()).toEqual([false, true])
    await page.click('#play')
    await page.keyboard.press('Escape')
  })

  it('writes numbers as figures do, each on one line', async () => {
    const data: readonly { readonly paths: readonly { readonly values: readonly (number | string)[] }[] }[] =
      JSON.parse((await page.textContent('#data')) ?? '')
    await page.click('.card >> nth=2')
    await page.focus('#step')
    for (const value of data[2]?.paths[0]?.values ?? []) {
      const text = await page.textContent('#at-value')
      expect([5, 6, 7, 8, 9].map(digits => formatNumber(Number(value), digits))).toContain(text)
      await page.keyboard.press('ArrowRight')
    }
    await page.keyboard.press('Escape')
    const cells = await page.locator('#results .number[data-value]').allTextContents()
    expect(cells.length).toBe(20)
    expect(
      cells.filter(text => !/^(?:−?[\d.]+(?:×10[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)?|−?10[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+|−?∞|undefined)$/.test(text)),
    ).toEqual([])
    expect(cells).toContain('∞')
  })

  for (const [width, height] of [
    [360, 740],
    [800, 900],
    [1400, 900],
  ] as const)
    for (const colorScheme of ['light', 'dark'] as const)
      it(`keeps within ${width} pixels, ${colorScheme}`, async () => {
        const narrow = await browser.newPage({ viewport: { width, height }, colorScheme })
        await narrow.goto(pathToFileURL(at('page.html')).href)
        expect(await beyond(narrow, 'body')).toEqual([])
        expect(await broken(narrow, '#results .number')).toEqual([])
        for (let figure = 0; figure < 4; figure++) {
          await narrow.click(`.card >> nth=${figure}`)
          await narrow.focus('#step')
          await narrow.keyboard.press('End')
          expect(await beyond(narrow, '#viewer')).toEqual([])
          expect(await broken(narrow, '.whole, #at-all dd')).toEqual([])
          await narrow.keyboard.press('Escape')
        }
        await narrow.close()
      })

  it('prints its table whole, dark on white', async () => {
    // A4 within margins of 15 mm.
    const paper = await browser.newPage({ viewport: { width: 680, height: 900 }, colorScheme: 'dark' })
    await paper.emulateMedia({ media: 'print' })
    await paper.goto(pathToFileURL(at('page.html')).href)
    expect(await beyond(paper, 'body')).toEqual([])
    expect(await broken(paper, '#results .number')).toEqual([])
    const look = await paper.evaluate(() => {
      const style = (of: string) => getComputedStyle(document.querySelector(of) ?? document.body)
      return [style('body').backgroundColor, style('body').color, style('.scroll').overflowX, style('#results').display]
    })
    expect(look).toEqual(['rgb(255, 255, 255)', 'rgb(0, 0, 0)', 'visible', 'table'])
    await paper.close()
  })

  /** What of a page lies beyond its right edge, or is cut off there. */
  function beyond(of: Page, selector: string): Promise<readonly string[]> {
    return of.evaluate(
      root =>
        [...document.querySelectorAll(`${root}, ${root} *`)]
          .filter(element => element.checkVisibility() && !(element instanceof SVGElement))
          .filter(
            element =>
              element.getBoundingClientRect().right > innerWidth + 0.5 ||
              (element.scrollWidth > element.clientWidth + 1 && getComputedStyle(element).overflowX !== 'visible'),
          )
          .map(element => `${element.tagName} ${element.id} ${element.className}`),
      selector,
    )
  }

  /** Texts that stand on several lines. */
  function broken(of: Page, selector: string): Promise<readonly string[]> {
    return of.evaluate(
      which =>
        [...document.querySelectorAll(which)].flatMap(element => {
          const text = [...element.childNodes].find(node => node.nodeType === Node.TEXT_NODE)
          if (text === undefined || !element.checkVisibility()) return []
          const range = document.createRange()
          range.selectNodeContents(text)
          const lines = new Set([...range.getClientRects()].map(({ top }) => Math.round(top)))
          return lines.size > 1 ? [text.textContent ?? ''] : []
        }),
      selector,
    )
  }

  function centres(selector: string): Promise<readonly (readonly [number, number])[]> {
    return page
      .locator(selector)
      .evaluateAll(all => all.map(one => [Number(one.getAttribute('cx')), Number(one.getAttribute('cy'))] as const))
  }

  it('asked for nothing but itself, and nobody complained', () => {
    expect(complaints).toEqual([])
    expect(requests.filter(url => !url.startsWith('data:'))).toEqual([expect.stringMatching(/^file:/)])
  })
})
