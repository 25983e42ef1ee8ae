import { createRequire } from 'node:module'

const manifest: { version: string; engines: { node: string } } = createRequire(import.meta.url)('../package.json')

/** The tool's version, as package.json has it. */
export const version = manifest.version

/** The oldest Node that runs it, as package.json has it: `20.16.0`. */
export const leastNode = manifest.engines.node.replace(/^>=/, '')
