// Preloaded by `node --require`: makes the package named in UNLOADABLE as absent as if it had not been installed.
const Module = require('node:module')

const name = process.env.UNLOADABLE
// Nor has a set-up put its native part elsewhere.
if (name === '@tensorflow/tfjs-node') process.env.OPTVIZ_NATIVE = __filename
const message = `Cannot find module '${name}'\nRequire stack:`

const isAbsent = request => request === name || (name && request.startsWith(`${name}/`))

const resolve = Module._resolveFilename
Module._resolveFilename = (request, ...rest) => {
  if (isAbsent(request)) throw Object.assign(new Error(message), { code: 'MODULE_NOT_FOUND' })
  return resolve(request, ...rest)
}

const hooks = `export function resolve(specifier, context, next) {
  if (specifier === ${JSON.stringify(name)}) throw new Error(${JSON.stringify(message)})
  return next(specifier, context)
}`
Module.register(`data:text/javascript,${encodeURIComponent(hooks)}`)
