import { defineConfig } from 'vitest/config'

// The native engine is a process-wide singleton: forks, not threads; two, as on the machines CI has.
export default defineConfig({
  test: {
    root: new URL('..', import.meta.url).pathname,
    include: ['test/**/*.test.ts'],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 180_000,
    hookTimeout: 180_000,
    env: { TF_CPP_MIN_LOG_LEVEL: '3' },
  },
})
