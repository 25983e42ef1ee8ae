import { flower } from './flower.js'
import type { TestFunction } from './types.js'

/** Every built-in test function; help, errors, completion and docs derive from this list. */
export const functions: readonly TestFunction[] = [flower]
