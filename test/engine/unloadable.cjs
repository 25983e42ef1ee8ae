// Preloaded by `node --require`: makes the package named in UNLOADABLE as absent as if it had not been installed.
const Module = require('node:module')

const resolve = Module._resolveFilename
Module._resolveFilename = (request, ...rest) => {
  if (request !== process.env.UNLOADABLE) return resolve(request, ...rest)
  throw Object.assign(new Error(`Cannot find module '${request}'\nRequire stack:`), { code: 'MODULE_NOT_FOUND' })
}
