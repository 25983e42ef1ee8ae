#!/usr/bin/env node
// A CommonJS script: Node takes some milliseconds less to begin with it than with a module.
require('../dist/cli/launch.cjs').launch(process.argv)
