import { defineConfig } from 'vitest/config'

/** By what a test needs: nothing but this process; a database, a sandbox, HTTP; processes of ours. */
const KINDS = ['unit', 'int', 'proc']
const SERVERS = ['test/kit/global-setup.ts']

export default defineConfig({
  test: {
    // Much of the time is spent waiting for processes, servers and patience limits: more workers than cores fill it.
    maxWorkers: 4,
    projects: KINDS.map((name) => ({
      test: {
        name,
        include: [`test/**/*.${name}.test.{ts,tsx}`],
        globalSetup: name === 'unit' ? [] : SERVERS,
        testTimeout: 60_000,
        hookTimeout: 60_000,
      },
    })),
  },
})
