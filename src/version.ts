import { createRequire } from 'node:module'

const manifest: { version: string } = createRequire(import.meta.url)('../package.json')

/** The tool's version, as package.json has it. */
export const version = manifest.version
