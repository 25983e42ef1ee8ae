/// <reference lib="dom" />
/**
 * `optviz explore` in Chromium: milliseconds from an input to its picture painted, at the 50th and the 95th percentile, and the
 * processor time of a picture in the process that draws (from /proc). Usage: npm run bench:explore [-- INPUTS], 60 unless said.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { quantile } from 'd3-array'
import type { Page } from 'playwright-core'
import { serving } from '../test/explore/serving.js'
import { launchChromium } from '../test/render/viewers.js'

const inputs = Number(process.argv[2] ?? 60)

const cases = [
  { name: 'learning rate, 200 steps', flags: ['--optim', 'adamw'], label: 'lr, slider' },
  { name: 'a decay, 200 steps', flags: ['--optim', 'adamw:lr=0.1'], label: 'beta1, slider' },
  {
    name: 'learning rate, three optimizers',
    flags: ['--optim', 'adamw,lion,sgd', '--lr', '0.01'],
    label: 'lr, slider',
  },
]

/** Hundredths of seconds of processor time that the children of a process have used. */
function childrenOf(parent: number): number {
  const fields = readdirSync('/proc').flatMap(pid => {
    try {
      return /^\d+$/.test(pid)
        ? [
            readFileSync(`/proc/${pid}/stat`, 'utf8')
              .replace(/^.*\) /, '')
              .split(' '),
          ]
        : []
    } catch {
      return []
    }
  })
  const own = fields.filter(([, ppid]) => Number(ppid) === parent)
  return own.reduce((sum, stat) => sum + Number(stat[11]) + Number(stat[12]), 0)
}

/** Milliseconds of each input on a slider until the picture is painted. */
function inputsOn(page: Page, label: string, count: number): Promise<readonly number[]> {
  return page.evaluate(
    async ([label, count]) => {
      const slider = document.querySelector<HTMLInputElement>(`[aria-label="${label}"]`)
      if (slider === null) throw new Error(`there is no ${label}`)
      const painted = (before: string | undefined) =>
        new Promise<void>(resolve => {
          const look = () => (document.body.dataset.drawn === before ? requestAnimationFrame(look) : resolve())
          look()
        })
      const times: number[] = []
      for (let i = 0; i < count; i++) {
        const before = document.body.dataset.drawn
        const begin = performance.now()
        slider.value = String(300 + ((i * 137) % 500))
        slider.dispatchEvent(new Event('input', { bubbles: true }))
        await painted(before)
        times.push(performance.now() - begin)
        await new Promise(resolve => setTimeout(resolve, 50))
      }
      return times
    },
    [label, count] as const,
  )
}

const browser = await launchChromium()
try {
  for (const { name, flags, label } of cases) {
    const server = await serving(tmpdir(), '--fn', 'flower', ...flags)
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 } })
    await page.goto(server.address)
    await page.waitForFunction(() => document.body.dataset.drawn === '1')
    await inputsOn(page, label, 15)
    const before = childrenOf(server.child.pid ?? 0)
    const times = await inputsOn(page, label, inputs)
    const used = (10 * (childrenOf(server.child.pid ?? 0) - before)) / inputs
    const [half = 0, most = 0] = [0.5, 0.95].map(p => quantile(times, p))
    const row = [half, most, used].map(ms => `${ms.toFixed(0).padStart(6)} ms`)
    console.log(`${name.padEnd(34)} median ${row[0]}, 95 % within ${row[1]}, processor ${row[2]}`)
    await page.close()
    await server.end()
  }
} finally {
  await browser.close()
}
