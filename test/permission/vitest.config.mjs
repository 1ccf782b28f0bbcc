import { defineConfig } from 'vitest/config'

/** What Stryker runs for a mutant: the permission core's own tests, without the command line around it. */
export default defineConfig({
  test: {
    include: ['test/{permission,time}/**/*.unit.test.ts'],
    testTimeout: 20_000,
    // Twelve workers a mutant cost more than the tests; the files share nothing they could spoil.
    isolate: false,
  },
})
