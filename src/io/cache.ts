import { homedir, userInfo } from 'node:os'
import { isAbsolute, join, resolve } from 'node:path'

/** The user's folder for what is kept from one run to the next; undefined where the account has no place for that. */
export function cacheFolder(): string | undefined {
  const { OPTVIZ_CACHE, XDG_CACHE_HOME = '' } = process.env
  if (OPTVIZ_CACHE) return resolve(OPTVIZ_CACHE)
  // One that is relative is to be ignored, says the XDG specification; it would be another in every folder.
  const caches = isAbsolute(XDG_CACHE_HOME) ? XDG_CACHE_HOME : userCaches()
  return caches === undefined ? undefined : join(caches, 'optviz')
}

function userCaches(): string | undefined {
  try {
    // HOME where it is set, also to nothing; then the account's own.
    const home = isAbsolute(homedir()) ? homedir() : userInfo().homedir
    return isAbsolute(home) ? join(home, '.cache') : undefined
  } catch {
    // An account without an entry, as in a container.
    return undefined
  }
}
