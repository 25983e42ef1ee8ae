import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

/** How a call ended, and what it has written where. */
export interface Result {
  readonly code: number | null
  readonly out: string
  readonly err: string
  /** The files of the folder before and after, by their names. */
  readonly before: ReadonlyMap<string, string>
  readonly after: ReadonlyMap<string, string>
}

export interface Call {
  readonly args: readonly string[]
  /** Files that lie in the folder in which the call is made. */
  readonly files?: Readonly<Record<string, string | Uint8Array>>
  readonly env?: Readonly<Record<string, string>>
}

/** The built command line. */
export interface CommandLine {
  /** Calls it in this process, in a fresh folder. */
  call(call: Call): Promise<Result>
  /** The same as a process of its own. */
  spawn(call: Call): Result
}

type Main = typeof import('../../src/cli/main.js')

/** Loads the command line that `npm run build` has made; works where the current folder is the project's. */
export async function commandLine(): Promise<CommandLine> {
  const launcher = resolve('bin/optviz.js')
  const home = process.cwd()
  const { main }: Main = await import(pathToFileURL(resolve('dist/cli/main.js')).href)
  return {
    call: ({ args, files = {}, env = {} }) =>
      inFolder(files, async folder => {
        process.chdir(folder)
        Object.assign(process.env, env)
        try {
          return await captured(() => main([process.execPath, launcher, ...args]))
        } finally {
          for (const name of Object.keys(env)) delete process.env[name]
          process.chdir(home)
        }
      }),
    spawn: ({ args, files = {}, env = {} }) => {
      const folder = freshFolder(files)
      try {
        const before = contents(folder)
        const options = { cwd: folder, env: { ...process.env, ...env }, encoding: 'utf8', maxBuffer: 2 ** 28 } as const
        const { status, stdout, stderr } = spawnSync(process.execPath, [launcher, ...args], options)
        return { code: status, out: stdout, err: stderr, before, after: contents(folder) }
      } finally {
        rmSync(folder, { recursive: true, force: true })
      }
    },
  }
}

type Said = Pick<Result, 'code' | 'out' | 'err'>

async function inFolder(files: Call['files'] & {}, work: (folder: string) => Promise<Said>): Promise<Result> {
  const folder = freshFolder(files)
  try {
    const before = contents(folder)
    return { ...(await work(folder)), before, after: contents(folder) }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function freshFolder(files: Call['files'] & {}): string {
  const folder = mkdtempSync(join(tmpdir(), 'optviz-fuzz-'))
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content)
  return folder
}

/** Every file in a folder and those below. */
function contents(folder: string): ReadonlyMap<string, string> {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(name =>
    statSync(join(folder, name), { throwIfNoEntry: false })?.isFile(),
  )
  return new Map(names.map(name => [name, readFileSync(join(folder, name), 'latin1')]))
}

/** Runs the command line with its words caught on their way; these are pipes, as in the processes that run the cases. */
async function captured(run: () => Promise<number>): Promise<Said> {
  const streams = [process.stdout, process.stderr] as const
  const said = ['', '']
  const restore = streams.map((stream, i) => {
    const { write } = stream
    stream.write = ((chunk: string | Uint8Array, ...rest: readonly unknown[]) => {
      said[i] += typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString('utf8')
      const done = rest.find(argument => typeof argument === 'function')
      if (done !== undefined) queueMicrotask(done as () => void)
      return true
    }) as typeof write
    return () => {
      stream.write = write
      stream.removeAllListeners('error')
    }
  })
  const { exit } = process
  process.exit = code => {
    throw new Error(`process.exit(${code}) is called`)
  }
  process.exitCode = undefined
  try {
    const code = await run()
    return { code, out: said[0] ?? '', err: said[1] ?? '' }
  } finally {
    process.exit = exit
    process.exitCode = undefined
    for (const undo of restore) undo()
  }
}
