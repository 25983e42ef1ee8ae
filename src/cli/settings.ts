import { readFile } from 'node:fs/promises'
import { extname } from 'node:path'
import type { Command } from 'commander'
import { UsageError } from '../errors.js'
import { reason } from '../io/atomic.js'
import { type Given, kebab, type Settings } from '../spec/fields.js'
import { environmentSettings, parseSettings, settings } from '../spec/settings.js'
import { flagSettings } from './options.js'

/** All that was asked for: the file of `--config`, then the environment, then the flags, which win over a command's defaults. */
export async function settingsOf(command: Command, defaults: Given = {}): Promise<Settings> {
  const { config } = command.opts<{ config?: string }>()
  const file = config === undefined ? {} : await fileSettings(config)
  return settings(defaults, file, environmentSettings(process.env), flagSettings(command))
}

async function fileSettings(file: string): Promise<Given> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw new UsageError(`--config: cannot read ${file}: ${reason(error)}`)
  })
  const raw = await parseFile(file, text)
  if (raw === null || typeof raw !== 'object' || Array.isArray(raw))
    throw new UsageError(`${file}: expected a mapping of settings, such as "steps: 500"`)
  return parseSettings({ ...raw }, key => `${file}: ${kebab(key)}`)
}

async function parseFile(file: string, text: string): Promise<unknown> {
  try {
    return extname(file) === '.json' ? JSON.parse(text) : (await import('yaml')).parse(text)
  } catch (error) {
    const message = error instanceof Error ? error.message.split('\n')[0] : String(error)
    throw new UsageError(`${file}: ${message}`)
  }
}
