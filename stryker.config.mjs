// Mutation testing of the permission core (docs/mutation.md). Outside `npm test`: it takes minutes.

// Fewer random cases a property: each runs again for every mutant it reaches. The seed keeps the score repeatable.
process.env.BELRECHT_PROPERTY_RUNS ??= '60'
process.env.BELRECHT_PROPERTY_SEED ??= '20260701'

/** @type {import('@stryker-mutator/api/core').PartialStrykerOptions} */
export default {
  mutate: ['src/permission/**/*.ts', 'src/time/{instants,local-days,bounded-memo}.ts'],
  ignorePatterns: [
    '*',
    '!package.json',
    '!tsconfig.json',
    '!vitest.config.ts',
    '!src',
    'src/*',
    '!src/permission',
    '!src/permission/**',
    '!src/time',
    '!src/time/**',
    '!test',
    'test/*',
    '!test/permission',
    '!test/permission/**',
    '!test/time',
    '!test/time/**',
  ],
  testRunner: 'vitest',
  vitest: { configFile: 'test/permission/vitest.config.mjs' },
  coverageAnalysis: 'perTest',
  concurrency: 1,
  reporters: ['clear-text', 'json', 'progress-append-only'],
  clearTextReporter: { logTests: false, reportTests: false },
  jsonReporter: { fileName: 'reports/mutation.json' },
  thresholds: { high: 95, low: 90, break: 90 },
}
