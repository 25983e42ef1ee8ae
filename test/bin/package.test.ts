import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { builtinModules } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, it } from 'vitest'
import manifest from '../../package.json' with { type: 'json' }

const root = fileURLToPath(new URL('../..', import.meta.url))
const textOf = (file: string) => readFileSync(join(root, file), 'utf8')

interface Packed {
  readonly size: number
  readonly files: readonly { readonly path: string }[]
}

describe('the package that is published', () => {
  let packed: Packed
  beforeAll(() => {
    const { stdout } = spawnSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
      cwd: root,
      encoding: 'utf8',
    })
    packed = JSON.parse(stdout)[0]
  })
  const paths = () => packed.files.map(({ path }) => path)

  it('has the scripts that are run, the library with its types, what the set-up compiles, and pages', () => {
    const own = paths().filter(
      path => !/^(dist\/types\/.*\.d\.ts|docs\/.*\.md|schemas\/.*|fixtures\/clients\/.*)$/.test(path),
    )
    expect(own.sort()).toEqual(
      [
        ...['CHANGELOG.md', 'CONTRIBUTING.md', 'LICENSE', 'README.md', 'package.json', 'man/optviz.1'],
        ...['bin/optviz.js', 'bin/package.json', 'bin/prelink.mjs'],
        ...[
          'dist/cli/start/launch.cjs',
          'dist/optviz.cjs',
          'dist/explore.cjs',
          'dist/tfjs.cjs',
          'dist/tfjs-cpu.cjs',
          'dist/library.mjs',
        ],
        ...['napi_auto_ref.h', 'tf_auto_status.h', 'tf_auto_tensor.h', 'tfe_auto_op.h'].map(
          name => `dist/binding/${name}`,
        ),
        ...['ahead.cc', 'tfjs_backend.cc', 'tfjs_backend.h', 'tfjs_binding.cc', 'utils.h'].map(
          name => `dist/binding/${name}`,
        ),
        ...['js_native_api.h', 'js_native_api_types.h', 'node_api.h', 'node_api_types.h'].map(
          name => `dist/binding/node/${name}`,
        ),
        ...['bold', 'italic', 'regular'].map(face => `fixtures/fonts/optviz-sans-${face}.ttf`),
        'fixtures/fonts/OFL.txt',
        ...['figures', 'explore'].flatMap(page => [`dist/${page}-page.css`, `dist/${page}-page.js`]),
      ].sort(),
    )
  })

  it('is small', () => {
    expect(paths().length).toBeLessThan(110)
    expect(packed.size).toBeLessThan(1_100_000)
  })

  it('depends on what its scripts load, and on nothing else', () => {
    const scripts = paths().filter(path => /^(bin|dist)\/.*\.[cm]?js$/.test(path))
    const loaded = scripts.flatMap(script =>
      [
        ...textOf(script).matchAll(
          /\b(?:require\d*|createRequire\)?\([^;]*?\)|importModule\d*)\)?\(["']([^"'.#][^"']*)["']\)/g,
        ),
      ].map(([, name = '']) => name),
    )
    const packages = loaded
      .map(name =>
        name
          .split('/')
          .slice(0, name.startsWith('@') ? 2 : 1)
          .join('/'),
      )
      .filter(name => !name.startsWith('node:') && !builtinModules.includes(name))
    expect(
      [...new Set(packages)].filter(
        name => !Object.hasOwn({ ...manifest.dependencies, ...manifest.optionalDependencies }, name),
      ),
    ).toEqual([])
    expect(Object.keys(manifest.dependencies).filter(name => !packages.includes(name))).toEqual([])
  })

  it('has what its manifest names', () => {
    const named = [
      ...Object.values(manifest.bin),
      ...manifest.man,
      ...Object.values(manifest.exports['.']),
      ...Object.values(manifest.imports),
    ]
    expect(named.map(path => path.replace(/^\.\//, '')).filter(path => !paths().includes(path))).toEqual([])
    expect(existsSync(join(root, 'dist/library.mjs'))).toBe(true)
  })

  it('would be published without a complaint', () => {
    const { status, stderr } = spawnSync('npm', ['publish', '--dry-run', '--ignore-scripts'], {
      cwd: root,
      encoding: 'utf8',
    })
    expect(status).toBe(0)
    expect(stderr.split('\n').filter(line => /^npm (warn|error)/i.test(line) && !/logged in/.test(line))).toEqual([])
  })
})
