/**
 * Makes of the modules in dist/ scripts that load fast: cli/start/launch.cjs, which finds the others; optviz.cjs, the command
 * line with its dependencies; explore.cjs, what only `optviz explore` needs, and its page; and tfjs.cjs, what it needs of tfjs. Without @tensorflow/tfjs-node, an optional dependency, only the former's native engine is left out.
 */
import { createHash } from 'node:crypto'
import { cpSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, relative } from 'node:path'
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

/** Puts nothing in the place of modules that are not used, those that some module wants. */
const without = (filter, from = /./) => ({
  name: 'without',
  setup({ onResolve, onLoad }) {
    onResolve({ filter }, ({ path, importer }) => (from.test(importer) ? { path, namespace: 'unused' } : undefined))
    onLoad({ filter: /.*/, namespace: 'unused' }, () => ({ contents: 'module.exports = {}' }))
  },
})

/** The version is known when a script is made of the modules; they look for package.json, which takes a millisecond. */
const knownVersion = {
  name: 'known version',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]dist[\\/]version\.js$/ }, ({ path }) => {
      const reading = "createRequire(import.meta.url)('../package.json')"
      const source = readFileSync(path, 'utf8')
      if (!source.includes(reading)) throw new Error(`${path} reads no package.json`)
      const { version, engines } = require(`${root}package.json`)
      return { contents: source.replace(reading, JSON.stringify({ version, engines })), loader: 'js' }
    })
  },
}

/** Loads a package when one of the functions or classes that are taken from it is called first: most commands call none. */
const lazily = (name, taken) => ({
  name: `${name}, lazily`,
  setup({ onResolve, onLoad }) {
    onResolve({ filter: new RegExp(`^${name}$`) }, ({ namespace }) =>
      namespace === 'lazy' ? undefined : { path: name, namespace: 'lazy' },
    )
    onLoad({ filter: new RegExp(`^${name}$`), namespace: 'lazy' }, () => ({
      contents: [
        `const its = () => require('${name}')`,
        ...taken.map(
          one =>
            `export function ${one}(...given) { return new.target ? new (its().${one})(...given) : its().${one}(...given) }`,
        ),
      ].join('\n'),
      resolveDir: root,
    }))
  },
})

/** Commander runs subcommands that are programs of their own; optviz has none, and node:child_process takes a while to load. */
const noPrograms = without(/^node:child_process$/, /[\\/]commander[\\/]/)

/** tfjs fetches models and writes logs, and draws numbers that nobody can guess; optviz does neither. */
const onlyKernels = without(/^node-fetch$|\/api_pb$|^crypto$/)

/** tfjs-node is written for the union package and in ES5: give it the core, once, and a constructor that modern classes have. */
const nativeKernels = {
  name: 'native kernels',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^@tensorflow\/tfjs$/ }, () => ({ path: 'tfjs', namespace: 'core' }))
    onLoad({ filter: /.*/, namespace: 'core' }, () => ({
      contents: `module.exports = require('@tensorflow/tfjs-core')`,
      resolveDir: root,
    }))
    onLoad({ filter: /nodejs_kernel_backend\.js$/ }, ({ path }) => {
      const source = readFileSync(path, 'utf8')
      const es5 = '_super.call(this) || this'
      if (!source.includes(es5)) throw new Error(`${path} is not the version that this build knows`)
      return { contents: source.replace(es5, 'Reflect.construct(_super, [], NodeJSKernelBackend)'), loader: 'js' }
    })
  },
}

/**
 * `optviz explore` has a script of its own, which takes from the command line's the modules that both need: another copy of the
 * engine would start another one. `wanted` becomes the list of these modules.
 */
const fromCommandLine = wanted => ({
  name: 'from the command line',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^\.\.\// }, ({ path, resolveDir }) => {
      const module = relative(`${root}dist`, join(resolveDir, path)).replaceAll('\\', '/')
      if (module.startsWith('explore/')) return undefined
      wanted.add(module)
      return { path: module, namespace: 'shared' }
    })
    onLoad({ filter: /.*/, namespace: 'shared' }, ({ path }) => ({
      contents: `module.exports = commandLineModules[${JSON.stringify(path)}]()`,
    }))
  },
})

/** What the command line's script gives to the other: its modules, when they are asked for. */
const forExplore = wanted => ({
  name: 'for explore',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^shared-with-explore$/ }, ({ path }) => ({ path, namespace: 'shared' }))
    onLoad({ filter: /.*/, namespace: 'shared' }, () => {
      const modules = [...wanted].map(path => `${JSON.stringify(path)}: () => require('./dist/${path}')`)
      return { contents: `export const shared = { ${modules.join(', ')} }`, resolveDir: root }
    })
  },
})

/** The scripts and styles of pages: of figures that were drawn, and of `optviz explore`. */
async function bundlePages() {
  await build({
    entryPoints: [
      { out: 'figures-page', in: `${root}src/page/browser/page.js` },
      { out: 'figures-page', in: `${root}src/page/browser/page.css` },
      { out: 'explore-page', in: `${root}src/explore/browser/main.ts` },
      { out: 'explore-page', in: `${root}src/explore/browser/page.css` },
    ],
    outdir: `${root}dist`,
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    charset: 'utf8',
    logLevel: 'warning',
  })
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
    banner: { js: `const bundleAddress = require('node:url').pathToFileURL(__filename)\nlet commandLineModules` },
    legalComments: 'eof',
    // Half of the bytes to read; names stay, for OPTVIZ_DEBUG, and lines that an editor shows.
    minifyWhitespace: true,
    minifySyntax: true,
    lineLimit: 160,
    logLevel: 'warning',
    plugins,
  })
  const [{ contents }] = outputFiles
  const content = createHash('sha256').update(contents).digest('hex')
  writeFileSync(`${root}dist/${name}.cjs`, `// ${content}\n${Buffer.from(contents)}`)
}

/** The sources of tfjs-node's binding, what loads its library ahead, and Node-API's: what `optviz setup` compiles. */
function copySources() {
  const folderOf = name => dirname(require.resolve(`${name}/package.json`))
  cpSync(`${folderOf('@tensorflow/tfjs-node')}/binding`, `${root}dist/binding`, { recursive: true })
  cpSync(`${root}src/engine/tensors/ahead.cc`, `${root}dist/binding/ahead.cc`)
  cpSync(`${folderOf('node-api-headers')}/include`, `${root}dist/binding/node`, { recursive: true })
}

/** Copies a module's types, and those that they stand on, to dist/types. */
function copyTypes(file) {
  const copy = `${root}dist/types/${file}`
  if (existsSync(copy)) return
  cpSync(`${root}dist/${file}`, copy)
  const imports = readFileSync(copy, 'utf8').matchAll(/\b(?:from |import\()['"](\.[^'"]+)\.js['"]/g)
  for (const [, path] of imports) copyTypes(join(dirname(file), `${path}.d.ts`))
}

const gradients = `
  import '@tensorflow/tfjs-core/dist/register_all_gradients'`
const cpu = `${gradients}
  import '@tensorflow/tfjs-backend-cpu'
  export * from '@tensorflow/tfjs-core'
`
const engine = `${gradients}
  import '@tensorflow/tfjs-node/dist/register_all_kernels'
  import * as tf from '@tensorflow/tfjs-core'
  import { NodeJSKernelBackend } from '@tensorflow/tfjs-node/dist/nodejs_kernel_backend'
  export function withBinding(binding) {
    tf.registerBackend('tensorflow', () => new NodeJSKernelBackend(binding, '@tensorflow/tfjs-node'), 3)
    return tf
  }
`
/** Command line and library are one file, for they are made of the same modules. */
const whole = `
  export { main } from './dist/cli/main.js'
  export const library = () => require('./dist/index.js')
`
const exploring = `
  export const withModules = modules => {
    commandLineModules = modules
    return require('./dist/explore/index.js')
  }
`
const text = contents => ({ ...script, stdin: { contents, resolveDir: root } })
const native = installed('@tensorflow/tfjs-node')
const replaced = native ? ['tfjs-cpu', 'tfjs-node'] : ['tfjs-cpu']
if (native) copySources()
await bundle('cli/start/launch', { entryPoints: [`${root}dist/cli/start/launch.js`], external: ['../main.js'] }, [
  addresses,
])
await bundle('tfjs-cpu', text(cpu), [onlyKernels])
if (native) await bundle('tfjs', text(engine), [nativeKernels, onlyKernels])
const wanted = new Set()
await bundle('explore', text(exploring), [fromCommandLine(wanted)])
await bundlePages()
await bundle('optviz', { ...text(whole), external: ['@tensorflow/tfjs-node', 'canvas', 'opentype.js'] }, [
  ...replaced.map(name => instead(new RegExp(`/${name}\\.js$`), `${root}bin/bundle/${name}.mjs`)),
  instead(/\/exploring\.js$/, `${root}bin/bundle/explore.mjs`),
  forExplore(wanted),
  lazily('yaml', ['Composer', 'isAlias', 'isMap', 'isNode', 'isScalar', 'isSeq', 'LineCounter', 'Parser']),
  lazily('fastest-levenshtein', ['closest', 'distance']),
  noPrograms,
  knownVersion,
  addresses,
])

/** The library, as it is published: names of what is in that file, and the types that they take. */
const names = Object.keys(await import(`${root}dist/index.js`))
writeFileSync(
  `${root}dist/library.mjs`,
  `import launcher from './cli/start/launch.cjs'\n\nexport const { ${names.join(', ')} } = launcher.loadLibrary()\n`,
)
rmSync(`${root}dist/types`, { recursive: true, force: true })
copyTypes('index.d.ts')
