// The direction data flows (docs/adr/0001), held by a machine. Each rule says why.
const only = (name, comment, from, allowed) => ({
  name,
  comment,
  severity: 'error',
  from: { path: from },
  to: { path: '^(src|webhooks|jobs|sandbox|demo|bench|test)/', pathNot: allowed },
})

module.exports = {
  forbidden: [
    { name: 'no-circular', comment: 'A cycle hides which way data flows.', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'permission-imports-luxon-only',
      comment: 'The law must be readable and testable without a machine: no I/O, no clock, no framework.',
      severity: 'error',
      from: { path: '^src/permission/' },
      to: { pathNot: ['^src/permission/', '(^|/)luxon/', '^luxon$'] },
    },
    only('provenance-is-pure', 'Where facts come from must be readable and testable without a portal.', '^src/provenance/', [
      '^src/provenance/', '^src/permission/', '^src/settings/',
    ]),
    only('guard-is-pure', 'What a hold writes is decided without I/O.', '^src/guard/', ['^src/guard/', '^src/words/']),
    only('words-are-pure', 'Texts know codes, nothing else.', '^src/words/', ['^src/words/', '^src/permission/']),
    only('settings-are-pure', 'What a portal may choose, without I/O.', '^src/settings/', ['^src/settings/', '^src/permission/']),
    only('store-stands-alone', 'PostgreSQL knows facts, not HubSpot and not the queue.', '^src/store/', ['^src/store/', '^src/permission/']),
    only('hubspot-stands-alone', 'The adapter can be replaced without touching what we remember.', '^src/hubspot/', ['^src/hubspot/', '^src/permission/']),
    only('queue-stands-alone', 'A job is a wake-up; the queue knows names and ids only.', '^src/queue/', ['^src/queue/']),
    only('actions-use-rooms-below', 'One verb a file; never an entry, never the wiring.', '^src/actions/', [
      '^src/actions/', '^src/permission/', '^src/provenance/', '^src/guard/', '^src/words/', '^src/settings/', '^src/store/',
      '^src/hubspot/', '^src/queue/', '^src/manifest/', '^src/(clock|log)\\.ts$',
    ]),
    only('http-hears', 'Entries translate and call one action.', '^src/http/', [
      '^src/http/', '^src/actions/', '^src/permission/', '^src/settings/', '^src/words/', '^src/store/', '^src/hubspot/', '^src/manifest/',
      '^src/(config|log|clock)\\.ts$',
    ]),
    only('webhooks-hear', 'Entries translate and call one action.', '^webhooks/', [
      '^webhooks/', '^src/http/', '^src/actions/', '^src/store/', '^src/hubspot/', '^src/permission/', '^src/manifest/',
    ]),
    only('jobs-hear', 'A job names its payload and calls one action.', '^jobs/', ['^jobs/', '^src/actions/', '^src/queue/', '^src/store/']),
    only('sandbox-is-not-us', 'The sandbox and the app meet over HTTP, or the tests would test themselves.', '^sandbox/', ['^sandbox/']),
    {
      name: 'app-never-imports-sandbox',
      comment: 'The sandbox and the app meet over HTTP, or the tests would test themselves.',
      severity: 'error',
      from: { path: '^(src|webhooks|jobs)/' },
      to: { path: '^(sandbox|demo|bench|test)/' },
    },
    {
      name: 'only-app-builds',
      comment: 'One place wires everything, so there is one place to read.',
      severity: 'error',
      from: { path: '^(src|webhooks|jobs)/', pathNot: ['^src/main\\.ts$', '^src/app\\.ts$', '^src/commands/'] },
      to: { path: '^src/app\\.ts$' },
    },
    {
      name: 'no-dev-dependencies-in-the-service',
      comment: 'What runs in production is installed in production.',
      severity: 'error',
      from: { path: '^(src|webhooks|jobs)/' },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default'] },
  },
}
