// Takes the place of src/cli/explore/exploring.ts in the bundle: loads the script of its own, and gives it the modules that both need.
import { join } from 'node:path'
import { shared } from 'shared-with-explore'
import { loadScript } from '../../dist/cli/start/codecache.js'

export const loadExplore = async () => loadScript(join(__dirname, 'explore.cjs'), process.argv[2]).withModules(shared)
