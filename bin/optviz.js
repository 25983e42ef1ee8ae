#!/usr/bin/env node
// A CommonJS script: Node takes some milliseconds less to begin with it than with a module.
const { existsSync } = require('node:fs')
const { join } = require('node:path')

const launcher = join(__dirname, '../dist/cli/start/launch.cjs')
if (existsSync(launcher)) require(launcher).launch(process.argv)
else {
  console.error('error: optviz is not built yet\n  Run bin/setup; or, with the packages installed, npm run build.')
  process.exitCode = 1
}
