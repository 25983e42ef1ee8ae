/// <reference lib="dom" />
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page, Request } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { downloads, type Picture } from '../../src/explore/protocol.js'
import { optviz, temporaryFolder } from '../cli/process.js'
import { hasChromium, launchChromium } from '../render/viewers.js'
import { type Serving, serving } from './serving.js'

const { folder, remove } = temporaryFolder()
afterAll(remove)
const flags = [
  '--fn',
  'booth',
  '--optim',
  'adam',
  '--lr',
  '0.5',
  '--steps',
  '20',
  '--resolution',
  '20',
  '--size',
  '600x360',
]

describe.skipIf(!hasChromium)('the page in Chromium', () => {
  let server: Serving
  let browser: Browser
  let page: Page
  /** What the server answered last, and what the page shows as its picture. */
  let last: Picture
  const complaints: string[] = []
  const requests = new Set<string>()

  beforeAll(async () => {
    server = await serving(folder, ...flags)
    browser = await launchChromium()
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 } })
    await context.grantPermissions(['clipboard-read', 'clipboard-write'])
    page = await context.newPage()
    page.on('console', message => complaints.push(message.text()))
    page.on('pageerror', error => complaints.push(error.message))
    page.on('request', request => requests.add(request.url().replace(/^blob:/, '')))
    page.on('response', async response => {
      if (response.url().includes('/draw?') && response.ok()) last = await response.json()
    })
    await page.addInitScript(() => {
      const make = URL.createObjectURL
      URL.createObjectURL = (blob: Blob) => {
        const url = make(blob)
        void blob.text().then(text => Object.assign(window, { [url]: text }))
        return url
      }
    })
    await page.goto(server.address)
    await drawn(1)
  }, 60_000)
  afterAll(async () => {
    await browser?.close()
    server?.child.kill()
  })

  const count = () => page.evaluate(() => Number(document.body.dataset.drawn ?? 0))
  /** Waits for so many pictures, and until no more is asked for. */
  const drawn = (least: number) =>
    page.waitForFunction(
      n => Number(document.body.dataset.drawn ?? 0) >= n && !document.body.classList.contains('busy'),
      least,
    )
  /** Does something, and waits for the picture that it brings. */
  const redrawn = async (act: () => Promise<unknown>) => {
    const before = await count()
    await act()
    await drawn(before + 1)
  }
  /** The same, where something else is asked for already. */
  const redrawnOnce = async (act: () => void) => {
    const before = await count()
    act()
    await page.waitForFunction(n => Number(document.body.dataset.drawn) > n, before)
  }
  const command = () => page.locator('.command code').textContent()
  const shownSvg = () =>
    page.evaluate(() => {
      const { src = '' } = document.querySelector<HTMLImageElement>('.stage > img') ?? {}
      return String(Reflect.get(window, src))
    })
  const clipboard = () => page.evaluate(() => navigator.clipboard.readText())
  const field = (name: string) => page.locator('aside .row:visible').getByLabel(name, { exact: true })
  const startShown = () => last.runs[0]?.start.map(Math.round)
  /** The screen's place of one of the picture. */
  const onScreen = async ([x, y]: readonly [number, number]) => {
    const { left, top, width } = await page.locator('.overlay').evaluate(svg => {
      const { left, top, width } = svg.getBoundingClientRect()
      return { left, top, width }
    })
    const scale = width / last.figure.size[0]
    return [left + scale * x, top + scale * y] as const
  }
  /** The screen's place of a point of the plane. */
  const place = ([x, y]: readonly [number, number]) => {
    const { plot } = last.figure
    if (plot === undefined) throw new Error('there is no plot')
    const [xMin, xMax, yMin, yMax] = plot.view
    return onScreen([
      plot.box.left + ((x - xMin) / (xMax - xMin)) * plot.box.width,
      plot.box.top + ((yMax - y) / (yMax - yMin)) * plot.box.height,
    ])
  }

  it('shows and saves what its command writes, byte for byte', async () => {
    expect(await command()).toBe(
      'optviz run --optim adam --fn booth --steps 20 --lr 0.5 --size 600x360 --resolution 20 --panel loss',
    )
    const words = (await command())?.split(' ').slice(1) ?? []
    const files = downloads.flatMap(format => ['-o', `it.${format}`])
    expect(optviz([...words, ...files, '-q'], folder)).toMatchObject({ code: 0 })
    expect(await shownSvg()).toBe(readFileSync(join(folder, 'it.svg'), 'utf8'))
    for (const format of downloads) {
      const waited = page.waitForEvent('download')
      await page.getByRole('button', { name: `Download ${format.toUpperCase()}` }).click()
      const download = await waited
      expect(download.suggestedFilename()).toBe(`booth-adam.${format}`)
      const saved = readFileSync(await download.path())
      expect([format, saved.equals(readFileSync(join(folder, `it.${format}`)))]).toEqual([format, true])
    }
  })

  it('moves the start by dragging, by a click and by arrow keys', async () => {
    const from = await place(last.runs[0]?.start as [number, number])
    const to = await place([-5, 5])
    await page.mouse.move(...from)
    await page.mouse.down()
    await redrawn(() => page.mouse.move(...to, { steps: 8 }))
    await page.mouse.up()
    await expect.poll(startShown).toEqual([-5, 5])
    await redrawn(async () => page.mouse.click(...(await place([4, -6]))))
    await expect.poll(startShown).toEqual([4, -6])
    await page.locator('.handle').focus()
    const [x] = last.runs[0]?.start ?? []
    await redrawn(() => page.keyboard.press('ArrowRight'))
    await expect.poll(() => last.runs[0]?.start[0]).toBeCloseTo((x ?? 0) + 0.2, 1)
    expect(await command()).toMatch(/--start [\d.,-]+ /)
  })

  it('draws what a slider, a number and a way back say', async () => {
    const rate = page.getByLabel('lr, slider')
    await redrawn(() => rate.fill('750'))
    await expect.poll(() => last.runs[0]?.hyperparameters.lr).toBe(0.0316)
    await redrawn(() => field('beta1').fill('0.5'))
    await expect.poll(() => last.runs[0]?.hyperparameters.beta1).toBe(0.5)
    expect(await command()).toMatch(/--set beta1=0.5/)
    const back = page.locator('[aria-label="Take beta1 back"]')
    expect(await back.getAttribute('class')).toBe('back')
    await redrawn(() => back.click())
    await expect.poll(() => back.getAttribute('class')).toBe('back idle')
    await expect.poll(() => last.runs[0]?.hyperparameters.beta1).toBe(0.9)
    expect(await field('beta1').inputValue()).toBe('0.9')
  })

  it('compares optimizers that are added, hides and removes them', async () => {
    const search = page.getByRole('combobox', { name: 'Add an optimizer' })
    const expanded = () => search.getAttribute('aria-expanded')
    expect(await expanded()).toBe('false')
    await search.fill('ada')
    expect(await expanded()).toBe('true')
    await search.press('Escape')
    expect(await expanded()).toBe('false')
    await search.click()
    await search.fill('ada')
    const offered = page.locator('.options:visible [role=option]')
    const marked = page.locator('.options:visible [aria-selected=true]')
    const many = await offered.count()
    expect(many).toBeGreaterThan(3)
    // Around, and back: what is read out is what Enter takes.
    for (const [key, next] of [
      ['ArrowDown', 1],
      ['ArrowDown', 2],
      ['ArrowUp', 1],
      ['ArrowUp', 0],
      ['ArrowUp', many - 1],
      ['ArrowDown', 0],
    ] as const) {
      await search.press(key)
      expect(await marked.count()).toBe(1)
      expect(await search.getAttribute('aria-activedescendant')).toBe(await marked.getAttribute('id'))
      expect(await marked.textContent()).toBe(await offered.nth(next).textContent())
    }
    await search.fill('lion')
    await redrawn(() => search.press('Enter'))
    expect(await expanded()).toBe('false')
    await expect.poll(() => last.kind).toBe('compare')
    expect(await command()).toMatch(/^optviz compare --optim adam:lr=0.0316 --optim lion /)
    expect(await page.locator('.moments tbody tr').count()).toBe(2)
    await redrawn(() => page.getByRole('button', { name: 'Hide Adam' }).click())
    await expect.poll(command).toMatch(/^optviz run --optim lion .*--line-color '#0066ff'/)
    await redrawn(() => page.getByRole('button', { name: 'Show Adam' }).click())
    await redrawn(() => page.getByLabel('Color of Adam').fill('#00aa00'))
    await expect.poll(command).toMatch(/--optim 'adam:lr=0.0316:line-color=#00aa00'/)
    expect(last.figure.paths.map(({ color }) => color)).toEqual(['#00aa00', '#0066ff'])
    await redrawn(() => page.getByRole('button', { name: 'Remove Lion' }).click())
    await expect.poll(command).toMatch(/^optviz run --optim adam /)
    expect(await page.getByRole('button', { name: 'Remove Adam' }).isDisabled()).toBe(true)
  })

  it('zooms by the wheel, and back by a double click, which leaves the start where it was', async () => {
    const before = last.runs[0]?.start
    const center = await place([0, 0])
    await page.mouse.move(...center)
    await redrawn(() => page.mouse.wheel(0, -400))
    await expect.poll(() => (last.function.domain[1] ?? 0) - (last.function.domain[0] ?? 0)).toBeLessThan(15)
    expect(await command()).toMatch(/--domain /)
    await redrawn(async () => page.mouse.dblclick(...center))
    await expect.poll(() => last.function.domain).toEqual([-10, 10, -10, 10])
    await expect.poll(() => last.runs[0]?.start).toEqual(before)
  })

  it('leaves the start where it was dragged to where a double click on it goes back', async () => {
    await redrawn(async () => page.mouse.click(...(await place([6, -6]))))
    await redrawn(async () => page.mouse.click(...(await place([-6, -6]))))
    await page.waitForTimeout(600)
    const [from, to] = [await place([-6, -6]), await place([2, 7])]
    await page.mouse.move(...from)
    await page.mouse.down()
    await redrawn(() => page.mouse.move(...to, { steps: 8 }))
    await page.mouse.up()
    await expect.poll(startShown).toEqual([2, 7])
    await page.waitForTimeout(600)
    await page.mouse.move(...to)
    await redrawn(() => page.mouse.wheel(0, -200))
    await redrawn(async () => page.mouse.dblclick(...(await place(last.runs[0]?.start ?? [0, 0]))))
    await expect.poll(() => last.function.domain).toEqual([-10, 10, -10, 10])
    expect(startShown()).toEqual([2, 7])
  })

  it('keeps the start where the hand has it while pictures of before come', async () => {
    await redrawn(() => page.getByRole('button', { name: 'Take start back' }).click())
    const answers: (() => void)[] = []
    await page.route('**/draw?*', async route => {
      await new Promise<void>(resolve => answers.push(resolve))
      await route.continue()
    })
    const ring = async () => Math.round((await page.locator('.handle .ring').boundingBox())?.x ?? 0)
    await page.locator('.handle').focus()
    const before = await ring()
    for (let i = 0; i < 5; i++) await page.keyboard.press('Shift+ArrowRight')
    const moved = await ring()
    expect(moved).toBeGreaterThan(before)
    await expect.poll(() => answers.length, { timeout: 20_000 }).toBe(1)
    await redrawnOnce(() => answers[0]?.())
    expect(await ring()).toBe(moved)
    await expect.poll(() => answers.length, { timeout: 20_000 }).toBe(2)
    await redrawn(async () => answers[1]?.())
    expect(await ring()).toBe(moved)
    await page.unroute('**/draw?*')
    await redrawn(() => page.getByRole('button', { name: 'Take start back' }).click())
    expect(await ring()).toBe(before)
  })

  it('shows the newest picture, whichever can be painted first', async () => {
    await page.evaluate(() => {
      const { prototype } = HTMLImageElement
      const { decode } = prototype
      prototype.decode = () => {
        prototype.decode = decode
        return new Promise(resolve => Object.assign(window, { paint: resolve }))
      }
    })
    await field('steps').fill('3')
    await expect.poll(() => last.runs[0]?.steps, { timeout: 20_000 }).toBe(3)
    await redrawn(() => field('steps').fill('4'))
    const newest = await shownSvg()
    await page.evaluate(() => Reflect.get(window, 'paint')())
    await page.waitForTimeout(100)
    expect(last.runs[0]?.steps).toBe(4)
    expect(await shownSvg()).toBe(newest)
    await redrawn(() => field('steps').fill('20'))
  })

  it('moves the picture that is there at once, and then draws the part that was asked for', async () => {
    let answer = () => {}
    const held = new Promise<void>(resolve => {
      answer = resolve
    })
    await page.route('**/draw?*', async route => {
      await held
      await route.continue()
    })
    const [x, y] = await place([5, 5])
    await page.mouse.move(x, y)
    await page.mouse.wheel(0, -300)
    await page.mouse.wheel(0, -300)
    const ahead = page.locator('.ahead')
    await expect.poll(() => ahead.isVisible()).toBe(true)
    // Under the pointer is what was there, and the start is where the moved picture has it.
    const factor = Math.exp(-2 * 300 * 0.0015)
    const copy = await ahead.locator('img').boundingBox()
    const whole = await page.locator('.stage > img').boundingBox()
    expect((copy?.width ?? 0) / (whole?.width ?? 1)).toBeCloseTo(1 / factor, 1)
    const across = (x - (copy?.x ?? 0)) / (copy?.width ?? 1)
    expect(across).toBeCloseTo((x - (whole?.x ?? 0)) / (whole?.width ?? 1), 2)
    answer()
    await expect.poll(() => ahead.isVisible(), { timeout: 20_000 }).toBe(false)
    await page.unroute('**/draw?*')
    expect((last.function.domain[1] ?? 0) - (last.function.domain[0] ?? 0)).toBeCloseTo(20 * factor, 1)
    await redrawn(() => page.getByRole('button', { name: 'Take domain back' }).click())
  })

  it('zooms by keys, at the start, and back', async () => {
    await page.locator('.handle').focus()
    const [x = 0, y = 0] = last.runs[0]?.start ?? []
    const before = await page.locator('.handle .ring').boundingBox()
    const width = () => Math.round((last.function.domain[1] ?? 0) - (last.function.domain[0] ?? 0))
    await redrawn(() => page.keyboard.press('+'))
    await redrawn(() => page.keyboard.press('+'))
    await expect.poll(width).toBe(13)
    const [xMin = 0, xMax = 0, yMin = 0, yMax = 0] = last.function.domain
    expect(Math.round(yMax - yMin)).toBe(13)
    expect([(x - xMin) / (xMax - xMin), (y - yMin) / (yMax - yMin)].map(part => Math.round(50 * part))).toEqual(
      [x, y].map(at => Math.round((50 * (at + 10)) / 20)),
    )
    const after = await page.locator('.handle .ring').boundingBox()
    expect(Math.abs((after?.y ?? 0) - (before?.y ?? 0))).toBeLessThan(2)
    await redrawn(() => page.keyboard.press('-'))
    await expect.poll(width).toBe(16)
    await redrawn(() => page.keyboard.press('0'))
    await expect.poll(() => last.function.domain).toEqual([-10, 10, -10, 10])
  })

  it('shows the command on every screen that has room for two columns', async () => {
    for (const [width, height] of [
      [1280, 600],
      [3840, 1000],
    ] as const) {
      await page.setViewportSize({ width, height })
      const box = await page.locator('.command').boundingBox()
      expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThan(height)
    }
    await page.setViewportSize({ width: 1280, height: 900 })
  })

  it('leaves the picture as it is where a part of the plane cannot be drawn', async () => {
    await field('domain').fill('5,6,7,8,9')
    await expect.poll(() => page.locator('.alert').isVisible()).toBe(true)
    await page.route('**/draw?*', route => route.fulfill({ status: 422, json: { error: 'no' } }))
    await field('domain').fill('0,5,0,5')
    await expect.poll(() => page.locator('.alert').textContent()).toBe('no')
    await expect.poll(() => page.locator('.ahead').isVisible()).toBe(false)
    await page.unroute('**/draw?*')
    await redrawn(() => page.getByRole('button', { name: 'Take domain back' }).click())
  })

  it('zooms by two fingers, at what is between them', async () => {
    const touch = await page.context().newCDPSession(page)
    await touch.send('Emulation.setTouchEmulationEnabled', { enabled: true, maxTouchPoints: 2 })
    const [x, y] = await place([4, -6])
    const fingers = (apart: number) => [-1, 1].map((side, id) => ({ x: x + side * apart, y, id }))
    const send = (type: 'touchStart' | 'touchMove' | 'touchEnd', touchPoints: { x: number; y: number; id: number }[]) =>
      touch.send('Input.dispatchTouchEvent', { type, touchPoints })
    await send('touchStart', fingers(20))
    await redrawn(() => send('touchMove', fingers(40)))
    await send('touchEnd', [])
    await expect.poll(() => last.function.domain.map(Math.round)).toEqual([-3, 7, -8, 2])
    await touch.send('Emulation.setTouchEmulationEnabled', { enabled: false })
    await touch.detach()
    await redrawn(() => page.getByRole('button', { name: 'Take domain back' }).click())
    await expect.poll(() => last.function.domain).toEqual([-10, 10, -10, 10])
  })

  it('asks for one picture at a time, and of many changes draws the last', async () => {
    let open = 0
    let most = 0
    let asked = 0
    const begins = (request: Request) => {
      if (!request.url().includes('/draw?')) return
      asked++
      most = Math.max(most, ++open)
    }
    const ends = (request: Request) => {
      if (request.url().includes('/draw?')) open--
    }
    page.on('request', begins).on('requestfinished', ends).on('requestfailed', ends)
    await page.getByLabel('lr, slider').evaluate(async (slider: HTMLInputElement) => {
      for (let place = 300; place <= 700; place += 8) {
        slider.value = String(place)
        slider.dispatchEvent(new Event('input', { bubbles: true }))
        await new Promise(resolve => setTimeout(resolve, 2))
      }
    })
    await expect.poll(() => last.runs[0]?.hyperparameters.lr, { timeout: 20_000 }).toBe(0.0158)
    page.off('request', begins).off('requestfinished', ends).off('requestfailed', ends)
    expect(most).toBe(1)
    expect(asked).toBeLessThan(51)
  })

  it('names the step under the pointer, on the path and on the curve, and marks it on both', async () => {
    const path = last.figure.paths[0]
    const point = path?.points[12]
    if (path === undefined || point === undefined) throw new Error('there is no path')
    await page.mouse.move(...(await place(point)))
    await expect.poll(() => page.locator('.tip').textContent()).toMatch(/^step \d+\n\(.*\)\nf = /)
    expect(await page.locator('.overlay circle.found').count()).toBe(4)
    await page.mouse.move(...(await onScreen(path.losses?.[7] ?? [0, 0])))
    await expect.poll(() => page.locator('.tip').textContent()).toMatch(/^step 7\n/)
    expect(await page.locator('.count').textContent()).toBe('step 7 of 20')
    await page.mouse.move(2, 2)
    expect(await page.locator('.tip').isHidden()).toBe(true)
  })

  it('writes beside the pointer, and as many digits as the picture tells apart', async () => {
    await redrawn(() => field('lr').fill('0.02'))
    await redrawn(() => field('domain').fill('1000,1001,-1001,-1000'))
    await redrawn(() => field('start').fill('1000.3,-1000.2'))
    await expect.poll(() => last.runs[0]?.start.map(Math.round)).toEqual([1000, -1000])
    const { points = [], values = [], losses = [] } = last.figure.paths[0] ?? {}
    const height = Math.max(...values.map(Number)) - Math.min(...values.map(Number))
    const tip = page.locator('.tip')
    // On the path it stands to the right; on the curve, beside which there is less room, to the left.
    for (const step of [7, 19]) {
      const [x = 0, y = 0] = points[step] ?? []
      const [left, top] = step === 7 ? await place([x, y]) : await onScreen(losses[step] ?? [0, 0])
      await page.mouse.move(left, top)
      await expect.poll(() => tip.textContent()).toMatch(new RegExp(`^step ${step}\n`))
      const told = ((await tip.textContent()) ?? '').replaceAll('−', '-').match(/(?<=[(=,] ?)-?[\d.]+/g) ?? []
      const off = [x, y, Number(values[step])].map((value, i) => Math.abs(value - Number(told[i])))
      expect(off.map((by, i) => by / (i < 2 ? 1 : height) < 1e-4)).toEqual([true, true, true])
      const box = (await tip.boundingBox()) ?? expect.fail()
      const aside = step === 7 ? box.x - left : left - (box.x + box.width)
      expect([aside, box.y - top]).toEqual([expect.closeTo(14, 0), expect.closeTo(12, 0)])
    }
    await redrawn(() => page.getByRole('button', { name: 'Take start back' }).click())
    await redrawn(() => page.getByRole('button', { name: 'Take domain back' }).click())
  })

  it('is scrubbed and played', async () => {
    const slider = page.getByLabel('Step', { exact: true })
    await slider.fill('5')
    expect(await page.locator('.count').textContent()).toBe('step 5 of 20')
    expect(await page.locator('.overlay .trail').count()).toBeGreaterThan(0)
    await slider.press('ArrowRight')
    expect(await page.locator('.moments tbody td').first().textContent()).toBe('6')
    await page.getByRole('button', { name: 'Play' }).click()
    await expect.poll(() => slider.inputValue(), { timeout: 5000 }).toBe('20')
    expect(await page.locator('.overlay .trail').count()).toBe(0)
  })

  it('keeps its picture where something is wrong, and says what under the field', async () => {
    const picture = await shownSvg()
    const before = await command()
    await field('or a formula').fill('x^2 + y^')
    await expect.poll(() => page.locator('.alert').isVisible()).toBe(true)
    expect(await page.locator('.row .error:visible').textContent()).toBe(
      await page.locator('.alert strong').textContent(),
    )
    expect(await shownSvg()).toBe(picture)
    expect(await command()).toBe(before)
    await redrawn(() => field('or a formula').fill('(x^2 - a)^2 + y^2'))
    expect(await page.locator('.alert').isHidden()).toBe(true)
    expect(await page.locator('.row .error:visible').count()).toBe(0)
    expect(await command()).toMatch(/--expr '\(x\^2 - a\)\^2 \+ y\^2' --param a=1 /)
    await redrawn(() => field('a').fill('3'))
    await redrawn(() => page.getByRole('button', { name: 'Take a back' }).click())
    await expect.poll(command).toMatch(/--param a=1 /)
    await redrawn(() => field('or a formula').fill('sum(i, 1, 3, i*x^2) + a*y^2'))
    await expect.poll(command).toMatch(/--expr 'sum\(i, 1, 3, i\*x\^2\) \+ a\*y\^2' --param a=1 /)
    await redrawn(() => field('or a formula').fill('(x^2 - a)^2 + y^2'))
    await redrawn(() => field('a').fill('2'))
    await expect.poll(command).toMatch(/--param a=2 /)
  })

  it('copies the command, and a link to all that is shown', async () => {
    await page.getByRole('button', { name: 'Copy command' }).click()
    expect(await clipboard()).toBe(await command())
    await expect.poll(() => page.url()).toMatch(/param\.a=2/)
    // The address follows a little later.
    const button = await page.getByRole('button', { name: 'Copy link' }).elementHandle()
    await redrawn(() =>
      field('a').evaluate((input: HTMLInputElement, button) => {
        input.value = '2.5'
        input.dispatchEvent(new Event('input', { bubbles: true }))
        if (button instanceof HTMLElement) button.click()
      }, button),
    )
    const link = await clipboard()
    const other = await page.context().newPage()
    await other.goto(link)
    await other.waitForFunction(() => document.body.dataset.drawn === '1')
    expect(await other.locator('.command code').textContent()).toBe(await command())
    await other.close()
  })

  it.each([360, 860, 1280, 3840])('fits into %d pixels, in the dark, too', async width => {
    await page.emulateMedia({ colorScheme: width === 860 ? 'light' : 'dark' })
    await page.setViewportSize({ width, height: 900 })
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width)
    const unnamed = await page.evaluate(() => {
      const controls = [...document.querySelectorAll<HTMLElement>('button, input, select')]
      const named = (one: HTMLElement) =>
        one.ariaLabel ??
        (one.textContent || ('labels' in one && one.labels instanceof NodeList && one.labels.length > 0))
      return controls.filter(one => !named(one)).map(one => one.outerHTML)
    })
    expect(unnamed).toEqual([])
    await page.setViewportSize({ width: 1280, height: 900 })
  })

  it('offers of a recorded path what it hears, and keeps its command where another run is hidden', async () => {
    writeFileSync(join(folder, 'path.csv'), 'x,y\n1,2\n2,2\n')
    const beside = await serving(folder, ...flags.slice(0, 2), '--optim', 'adam,lion', '--path', 'path.csv')
    const other = await page.context().newPage()
    await other.goto(beside.address)
    await other.waitForFunction(() => document.body.dataset.drawn === '1')
    const labels = other.locator('.card').last().locator('.more label')
    expect(await labels.allTextContents()).toEqual(['label', 'steps'])
    await other.getByRole('button', { name: 'Hide Adam' }).click()
    await other.waitForFunction(() => document.body.dataset.drawn === '2')
    expect(await other.locator('.command code').textContent()).toMatch(/--optim 'lion:.* --path path.csv /)
    await other.close()
    await beside.end()
  })

  it('loads nothing from elsewhere, and complains of nothing', () => {
    expect([...requests].filter(url => new URL(url).origin !== new URL(server.address).origin)).toEqual([])
    // What was wrong on purpose, a browser tells.
    expect(complaints.filter(text => !/status of 422/.test(text))).toEqual([])
  })

  it('takes what another program answers there for none', async () => {
    await page.route('**/draw?*', route => route.fulfill({ status: 404, json: { detail: 'not found' } }))
    await field('steps').fill('25')
    await page.locator('.lost').waitFor()
    await page.unroute('**/draw?*')
    await redrawn(() => field('steps').fill('26'))
    expect(await page.locator('.lost').isHidden()).toBe(true)
  })

  it('says that the server has gone, and the command that begins where it was', async () => {
    expect(await server.end()).toBe(130)
    await field('steps').fill('30')
    await expect
      .poll(() => page.locator('.lost').textContent())
      .toMatch(
        /^The server has gone; start it again with optviz explore --optim adam --expr .* --port \d+, and this page/,
      )
    expect(await page.locator('.stage > img').isVisible()).toBe(true)
  })

  it('goes on when the server is there again', async () => {
    const { port } = new URL(server.address)
    server = await serving(folder, ...flags, '--port', port)
    await redrawn(() => page.evaluate(() => dispatchEvent(new Event('focus'))))
    expect(await page.locator('.lost').isHidden()).toBe(true)
    expect(last.runs[0]?.steps).toBe(30)
    const link = page.url()
    await page.goto('about:blank')
    await page.goto(link)
    await drawn(1)
    expect(last.runs[0]?.steps).toBe(30)
  })
})
