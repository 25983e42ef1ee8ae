#!/usr/bin/env node
// A CommonJS script: Node takes some milliseconds less to begin with it than with a module.
const { launch } = require('../dist/cli/launch.cjs')

launch(process.argv).then(code => {
  process.exitCode = code
})
