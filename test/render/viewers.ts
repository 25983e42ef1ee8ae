import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Browser, chromium, type Page } from 'playwright-core'

/** Draws an SVG file as a PNG file, `scale` pixels for one of its own. */
export type Viewer = (svg: Uint8Array, width: number, height: number, scale: number) => Promise<Uint8Array>

const chromiumPath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium'

/** Set in CI: a viewer that is missing is then a failure, not a reason to skip. */
const required = process.env.OPTVIZ_REQUIRE_CHROMIUM === '1'

export const hasChromium = required || existsSync(chromiumPath)

export function launchChromium(): Promise<Browser> {
  return chromium.launch({
    executablePath: chromiumPath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--force-color-profile=srgb',
      // Letters as their outlines are: hinting moves them by up to half a pixel.
      '--font-render-hinting=none',
    ],
  })
}

export function chromiumViewer(browser: Browser): Viewer {
  return async (svg, width, height, scale) => {
    const page = await browser.newPage({ deviceScaleFactor: scale, viewport: { width, height } })
    try {
      await page.goto(`data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`)
      return await capture(page)
    } finally {
      await page.close()
    }
  }
}

/**
 * Chromium refuses a capture now and then, and takes the same picture when asked again
 * (https://github.com/MarketSquare/robotframework-browser/issues/5237). Any other failure is one.
 */
async function capture(page: Page, again = 2): Promise<Uint8Array> {
  try {
    return await page.screenshot({ omitBackground: true })
  } catch (error) {
    if (again === 0 || !String(error).includes('Unable to capture screenshot')) throw error
    return capture(page, again - 1)
  }
}

export const hasRsvg = (() => {
  try {
    execFileSync('rsvg-convert', ['--version'], { stdio: 'ignore' })
    return true
  } catch {
    return required
  }
})()

/** librsvg knows no embedded fonts, but finds fonts by name: it is given a configuration with the bundled ones alone. */
export const rsvgViewer: Viewer = async (svg, _width, _height, scale) => {
  const folder = mkdtempSync(join(tmpdir(), 'optviz-rsvg-'))
  const fonts = fileURLToPath(new URL('../../fixtures/fonts', import.meta.url))
  const config = join(folder, 'fonts.conf')
  writeFileSync(
    config,
    `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><dir>${fonts}</dir><cachedir>${folder}</cachedir>` +
      '<match target="font"><edit name="hinting" mode="assign"><bool>false</bool></edit></match></fontconfig>',
  )
  return execFileSync('rsvg-convert', ['--zoom', String(scale), '--format', 'png'], {
    input: svg,
    env: { ...process.env, FONTCONFIG_FILE: config },
    maxBuffer: 1 << 28,
  })
}

/** What looks at a PDF: poppler's programs, and qpdf. */
export const hasPdfTools = (() => {
  try {
    execFileSync('pdftoppm', ['-v'], { stdio: 'ignore' })
    execFileSync('qpdf', ['--version'], { stdio: 'ignore' })
    return true
  } catch {
    return process.env.OPTVIZ_REQUIRE_PDF === '1'
  }
})()

/** A PDF file's page as a PNG file by one of poppler's two rasterizers: a pixel of the scene is 1/96 inch. */
export const pdfViewer =
  (program: 'pdftoppm' | 'pdftocairo'): Viewer =>
  async (pdf, _width, _height, scale) => {
    const folder = mkdtempSync(join(tmpdir(), 'optviz-pdf-'))
    writeFileSync(join(folder, 'figure.pdf'), pdf)
    execFileSync(program, ['-r', String(96 * scale), '-png', '-singlefile', 'figure.pdf', 'figure'], { cwd: folder })
    return readFileSync(join(folder, 'figure.png'))
  }

/** What a program says of a PDF file, which takes the place of `FILE` among its words; a failure where it finds something wrong. */
export function ofPdf(pdf: Uint8Array, program: string, ...words: readonly string[]): string {
  const file = join(mkdtempSync(join(tmpdir(), 'optviz-pdf-')), 'figure.pdf')
  writeFileSync(file, pdf)
  return execFileSync(
    program,
    words.map(word => (word === 'FILE' ? file : word)),
    { encoding: 'utf8' },
  )
}
