#!/usr/bin/env node
// A CommonJS script: Node takes some milliseconds less to begin with it than with a module. It is written so that a Node
// that is too old for all the rest still reads it, and says so.
/** As package.json has it. */
const least = [20, 16]
const version = process.versions.node.split('.').map(Number)

function refuse(message) {
  console.error(message)
  process.exitCode = 1
}

function launch() {
  const fs = require('node:fs')
  const path = require('node:path')
  const launcher = path.join(__dirname, '../dist/cli/start/launch.cjs')
  if (fs.existsSync(launcher)) require(launcher).launch(process.argv)
  else refuse('error: optviz is not built yet\n  Run bin/setup; or, with the packages installed, npm run build.')
}

if (version[0] > least[0] || (version[0] === least[0] && version[1] >= least[1])) launch()
else
  refuse(
    `error: Node ${process.versions.node} is too old: optviz needs Node ${least.join('.')} or newer\n  See https://nodejs.org`,
  )
