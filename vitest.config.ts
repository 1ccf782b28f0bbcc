import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    globalSetup: ['test/kit/global-setup.ts'],
    // Much of the time is spent waiting for processes, servers and patience limits: more workers than cores fill it.
    maxWorkers: 4,
    testTimeout: 20_000,
    hookTimeout: 60_000,
  },
})
