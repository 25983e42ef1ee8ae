import { createWriteStream } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { openPromise } from 'yauzl'
import { UsageError } from '../../../errors.js'
import { makeFolder } from '../../../io/files/folder.js'
import { type Machine, must } from '../machine.js'

/** What of a wheel or an archive is libtensorflow, its headers for C and those that they include. */
const wanted =
  /(?:^|\/)(?:libtensorflow[^/]*\.so[^/]*|include\/(?:tensorflow\/(?:c|core\/platform|tsl)|tsl|xla\/tsl)\/.*[^/])$/

const tarball = /\.(?:tar|tar\.gz|tgz|tar\.xz|tar\.bz2)$/
const zip = /\.(?:whl|zip)$/

/** Whether a name is that of an archive. */
export function isArchive(name: string): boolean {
  return tarball.test(name) || zip.test(name)
}

/** Takes libtensorflow out of an archive into a folder. */
export async function unpack(machine: Machine, archive: string, folder: string): Promise<void> {
  if (tarball.test(archive)) await must(machine, 'tar', ['-xf', archive, '-C', folder])
  else await unzip(archive, folder)
}

/** By itself: the tools that can are not on every machine, and the library has more bytes than a program should hold. */
async function unzip(archive: string, folder: string): Promise<void> {
  const opened = await openPromise(archive, { autoClose: false }).catch(error => {
    throw new UsageError(`${basename(archive)} is no zip archive or wheel that can be read: ${error.message}`)
  })
  try {
    for await (const entry of opened.eachEntry()) {
      if (!wanted.test(entry.fileName)) continue
      const file = join(folder, entry.fileName)
      makeFolder(dirname(file))
      await pipeline(await opened.openReadStreamPromise(entry), createWriteStream(file))
    }
  } finally {
    opened.close()
  }
}
