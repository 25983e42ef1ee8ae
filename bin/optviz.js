#!/usr/bin/env node
import { handleSignals, main } from '../dist/cli/main.js'

handleSignals()
process.exitCode = await main(process.argv)
