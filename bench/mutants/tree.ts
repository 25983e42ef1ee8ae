import { spawnSync } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { execute } from './execute.js'
import { javascript } from './sites.js'

/** A copy of the checkout, with what was built of it: what a mutant breaks is not what someone works at. */
export interface Tree {
  readonly root: string
  /** For its programs: what they keep for the next time, and leave, is in the tree. */
  readonly env: NodeJS.ProcessEnv
  read(file: string): string
  /** Puts a mutant in the place of a file, until `restore`. */
  write(file: string, source: string): void
  /** Makes the command anew, with files as they are now. False where that is not possible. */
  build(files: readonly string[]): Promise<boolean>
  /** Whether the types of what is in the tree are right. */
  compiles(): Promise<boolean>
  restore(): void
  remove(): void
}

const built = ['dist', 'schemas', 'man']
/** What the bundler makes anew: scripts, and the pages' files. */
const bundled = /\.cjs$|library\.mjs$|-page\./

export function copyTree(checkout: string): Tree {
  const root = mkdtempSync(join(tmpdir(), 'optviz-mutants-'))
  for (const name of [...built, ...ownFiles(checkout)])
    cpSync(join(checkout, name), join(root, name), { recursive: true, verbatimSymlinks: true })
  symlinkSync(join(checkout, 'node_modules'), join(root, 'node_modules'))
  linkFiles(join(checkout, 'native'), join(root, 'native'))
  for (const own of ['tmp', 'compiled']) mkdirSync(join(root, own))
  const originals = new Map<string, string>()
  const read = (file: string) => readFileSync(join(root, file), 'utf8')
  const write = (file: string, text: string) => {
    if (!originals.has(file)) originals.set(file, read(file))
    writeFileSync(join(root, file), text)
  }
  const env = {
    ...process.env,
    TMPDIR: `${root}/tmp`,
    XDG_CACHE_HOME: `${root}/cache`,
    NODE_COMPILE_CACHE: `${root}/compiled`,
    VITEST: undefined,
  }
  return {
    root,
    env,
    read,
    write,
    async build(files) {
      for (const name of readdirSync(join(root, 'dist'), { recursive: true, encoding: 'utf8' }))
        if (bundled.test(name)) write(`dist/${name}`, read(`dist/${name}`))
      for (const file of files) {
        const made = file.replace(/^src/, 'dist').replace(/\.ts$/, '.js')
        if (existsSync(join(root, made))) write(made, javascript(read(file)))
      }
      return await execute(process.execPath, ['bin/bundle/index.mjs'], root)
    },
    async compiles() {
      // What it knew of the other files it knows the next time, too.
      const kept = ['--incremental', '--tsBuildInfoFile', 'compiled/types.tsbuildinfo']
      const compiler = ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.json', '--noEmit', ...kept]
      return await execute(process.execPath, compiler, root)
    },
    restore() {
      for (const [file, text] of originals) writeFileSync(join(root, file), text)
      originals.clear()
    },
    remove: () => rmSync(root, { recursive: true, force: true, maxRetries: 5 }),
  }
}

/** A folder's folders once more, with links to its files: large ones, which nobody writes into. */
function linkFiles(from: string, to: string): void {
  if (!existsSync(from)) return
  mkdirSync(to)
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, link] = [join(from, entry.name), join(to, entry.name)]
    if (entry.isDirectory()) linkFiles(source, link)
    else symlinkSync(source, link)
  }
}

/** The files that are kept in the checkout, as they are now. */
function ownFiles(checkout: string): readonly string[] {
  const kept = ['ls-files', '-z', '--cached', '--others', '--exclude-standard']
  const { stdout } = spawnSync('git', kept, { cwd: checkout, encoding: 'utf8', maxBuffer: 1 << 26 })
  return stdout.split('\0').filter(file => file !== '' && existsSync(join(checkout, file)))
}
