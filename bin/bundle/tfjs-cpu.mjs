// Takes the place of src/engine/tensors/tfjs-cpu.ts in the bundle: loads the same script with V8's code for it.
import { join } from 'node:path'
import { loadScript } from '../../dist/cli/start/codecache.js'

export const loadTfjsCpu = () => loadScript(join(__dirname, 'tfjs-cpu.cjs'), 'engine')
