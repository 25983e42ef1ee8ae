import { RuntimeFailure } from '../../errors.js'

/** What went wrong with a file, in words. */
export function reason(error: unknown): string {
  return words.get(codeOf(error)) ?? (error instanceof Error ? error.message : String(error))
}

const words: ReadonlyMap<string, string> = new Map([
  ['EACCES', 'permission denied'],
  ['EPERM', 'permission denied'],
  ['EISDIR', 'it is a directory'],
  ['ENOENT', 'there is no such file or folder'],
  ['ENOTDIR', 'a part of the path is not a folder'],
  ['EEXIST', 'a part of the path is not a folder'],
  ['ENOSPC', 'the disk is full'],
  ['EDQUOT', 'the disk quota is used up'],
  ['EFBIG', 'the limit on file sizes is reached'],
  ['EROFS', 'the file system is read-only'],
  ['ENAMETOOLONG', 'the name is too long'],
  ['ELOOP', 'its links lead in a circle'],
  ['EBADF', 'it is not open for writing'],
  ['EIO', 'input/output error'],
  ['EBUSY', 'it is in use by the system'],
  ['ERR_INVALID_ARG_VALUE', 'the name has a zero byte'],
])

/** The system's code of an error, such as `ENOENT`. */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : ''
}

/** That a file cannot be written. */
export function failedWrite(file: string, error: unknown): RuntimeFailure {
  return new RuntimeFailure(`cannot write ${file}: ${reason(error)}`)
}
