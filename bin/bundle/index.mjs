/**
 * Makes of the modules in dist/ three files that load fast: cli/start/launch.cjs, which finds the others; optviz.cjs, the command
 * line with its dependencies; and tfjs.cjs, what it needs of tfjs. Without @tensorflow/tfjs-node, an optional dependency, only the former's native engine is left out.
 */
import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const root = fileURLToPath(new URL('../..', import.meta.url))
const require = createRequire(import.meta.url)
const installed = name => {
  try {
    return require.resolve(`${name}/package.json`) !== ''
  } catch {
    return false
  }
}

/** Scripts that are loaded with their compiled code cannot import. */
const script = { supported: { 'dynamic-import': false } }

/**
 * What modules do with their own address, in a script: a file is found from where the bundle lies, and a module of the user's
 * is imported by what the script is given for it.
 */
const addresses = {
  name: 'addresses',
  setup({ initialOptions, onLoad }) {
    onLoad({ filter: /\.m?js$/ }, ({ path }) => {
      if (!/^(dist|bin)[\\/]/.test(relative(root, path))) return undefined
      const source = readFileSync(path, 'utf8')
      const address = JSON.stringify(relative(dirname(initialOptions.outfile), path).replaceAll('\\', '/'))
      const placed = source.replaceAll('import.meta.url', `new URL(${address}, bundleAddress).href`)
      const imports = initialOptions.supported !== script.supported
      return { contents: imports ? placed : placed.replaceAll(/\bimport\((?!['"])/g, 'importModule('), loader: 'js' }
    })
  },
}

/** Puts a module in the place of another. */
const instead = (filter, path) => ({
  name: 'instead',
  setup({ onResolve }) {
    onResolve({ filter }, () => ({ path }))
  },
})

/** Commander runs subcommands that are programs of their own; optviz has none, and node:child_process takes a while to load. */
const noPrograms = {
  name: 'no programs',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^node:child_process$/ }, ({ importer }) =>
      /[\\/]commander[\\/]/.test(importer) ? { path: 'programs', namespace: 'unused' } : undefined,
    )
    onLoad({ filter: /.*/, namespace: 'unused' }, () => ({ contents: 'module.exports = {}' }))
  },
}

/** tfjs-node is written for the union package and in ES5: give it the core, once, and a constructor that modern classes have. */
const nativeKernels = {
  name: 'native kernels',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^@tensorflow\/tfjs$/ }, () => ({ path: 'tfjs', namespace: 'core' }))
    onLoad({ filter: /.*/, namespace: 'core' }, () => ({
      contents: `module.exports = require('@tensorflow/tfjs-core')`,
      resolveDir: root,
    }))
    onResolve({ filter: /^node-fetch$|\/api_pb$/ }, ({ path }) => ({ path, namespace: 'unused' }))
    onLoad({ filter: /.*/, namespace: 'unused' }, () => ({ contents: 'module.exports = {}' }))
    onLoad({ filter: /nodejs_kernel_backend\.js$/ }, ({ path }) => {
      const source = readFileSync(path, 'utf8')
      const es5 = '_super.call(this) || this'
      if (!source.includes(es5)) throw new Error(`${path} is not the version that this build knows`)
      return { contents: source.replace(es5, 'Reflect.construct(_super, [], NodeJSKernelBackend)'), loader: 'js' }
    })
  },
}

async function bundle(name, entry, plugins) {
  const { outputFiles } = await build({
    ...entry,
    bundle: true,
    write: false,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    outfile: `${root}dist/${name}.cjs`,
    mainFields: ['module', 'main'],
    banner: { js: `const bundleAddress = require('node:url').pathToFileURL(__filename)` },
    legalComments: 'eof',
    logLevel: 'warning',
    plugins,
  })
  const [{ contents }] = outputFiles
  const content = createHash('sha256').update(contents).digest('hex')
  writeFileSync(`${root}dist/${name}.cjs`, `// ${content}\n${Buffer.from(contents)}`)
}

const engine = `
  import '@tensorflow/tfjs-core/dist/register_all_gradients'
  import '@tensorflow/tfjs-node/dist/register_all_kernels'
  import * as tf from '@tensorflow/tfjs-core'
  import { NodeJSKernelBackend } from '@tensorflow/tfjs-node/dist/nodejs_kernel_backend'
  export { tf, NodeJSKernelBackend }
`
const native = installed('@tensorflow/tfjs-node')
await bundle('cli/start/launch', { entryPoints: [`${root}dist/cli/start/launch.js`], external: ['../main.js'] }, [
  addresses,
])
if (native) await bundle('tfjs', { ...script, stdin: { contents: engine, resolveDir: root } }, [nativeKernels])
await bundle(
  'optviz',
  {
    ...script,
    entryPoints: [`${root}dist/cli/main.js`],
    external: ['@tensorflow/tfjs-node', '@tensorflow/tfjs', 'canvas'],
  },
  [...(native ? [instead(/\/tfjs-node\.js$/, `${root}bin/bundle/tfjs-node.mjs`)] : []), noPrograms, addresses],
)
