/** What the user had of the environment that is set here. */
export type UsersOwn = Readonly<NodeJS.ProcessEnv>

let own: UsersOwn | undefined

/**
 * Must run before libtensorflow is loaded: it reads the environment then. What the user has set stays, but for the threads.
 * oneDNN announces itself whatever the log level, and sums in an order that depends on the processor; without it, neither.
 * One thread between operations, whatever a cluster's environment says: with several, calls of a loaded graph by
 * libtensorflow 2.21 corrupt the heap now and then (more than half of the processes that made 600,000 of them crashed; with
 * one, none), and take half as long again.
 */
export function setNativeEnvironment(): UsersOwn {
  const { TF_CPP_MIN_LOG_LEVEL, TF_ENABLE_ONEDNN_OPTS, TF_NUM_INTEROP_THREADS } = process.env
  own ??= { TF_CPP_MIN_LOG_LEVEL, TF_ENABLE_ONEDNN_OPTS, TF_NUM_INTEROP_THREADS }
  process.env.TF_CPP_MIN_LOG_LEVEL ??= '3'
  process.env.TF_ENABLE_ONEDNN_OPTS ??= '0'
  process.env.TF_NUM_INTEROP_THREADS = '1'
  return own
}

/** Says what the user had, where another script has set the environment already. */
export function keepUsersEnvironment(had: UsersOwn): void {
  own ??= had
}

/** The environment as the user has it, for programs of the user's. */
export function usersEnvironment(): NodeJS.ProcessEnv {
  return { ...process.env, ...own }
}
