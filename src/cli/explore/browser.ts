import { spawn } from 'node:child_process'

const openers: Readonly<Partial<Record<NodeJS.Platform, readonly [string, ...string[]]>>> = {
  darwin: ['open'],
  win32: ['cmd', '/c', 'start', ''],
}

/** Opens an address in the user's browser; where there is none, nothing happens: the address has been printed. */
export function openBrowser(address: string): void {
  const [program, ...given] = openers[process.platform] ?? ['xdg-open']
  const child = spawn(program, [...given, address], { stdio: 'ignore', detached: true })
  child.once('error', () => {})
  child.unref()
}
