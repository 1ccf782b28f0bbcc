import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    globalSetup: ['test/kit/global-setup.ts'],
    testTimeout: 20_000,
    hookTimeout: 60_000,
  },
})
