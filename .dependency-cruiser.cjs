// The direction data flows, held by a machine: each room's list of what it may import becomes a rule.
const { ROOMS } = require('./.dependency-rooms.cjs')

const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
const inRoom = (room) => (room.endsWith('.ts') ? `^${escaped(room)}$` : `^${escaped(room)}/`)
const within = (room) => Object.keys(ROOMS).filter((other) => other !== room && other.startsWith(`${room}/`))

const allowList = ([room, { may }]) => ({
  name: `${room}-imports`,
  comment: `${room} may import ${may.length > 0 ? may.join(', ') : 'nothing of ours'}.`,
  severity: 'error',
  from: { path: inRoom(room), pathNot: within(room).map(inRoom) },
  to: {
    path: '^(src|webhooks|jobs|sandbox|demo|bench|test|docs|hubspot-project)/',
    pathNot: [inRoom(room), ...may.map(inRoom)],
  },
})

const packageList = ([room, { packages }]) => ({
  name: `${room}-is-pure`,
  comment: `${room} has no I/O: of packages and Node it may import ${packages.join(', ')} alone.`,
  severity: 'error',
  from: { path: inRoom(room) },
  to: {
    dependencyTypes: [
      'npm',
      'npm-dev',
      'npm-optional',
      'npm-peer',
      'npm-no-pkg',
      'npm-unknown',
      'core',
      'unknown',
      'undetermined',
    ],
    pathNot: packages.flatMap((name) => [
      `^${escaped(name)}$`,
      `^${escaped(name.replace(/^node:/, ''))}$`,
      `node_modules/${escaped(name)}/`,
    ]),
  },
})

module.exports = {
  forbidden: [
    {
      name: 'no-circular',
      comment: 'A cycle hides which way data flows.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    ...Object.entries(ROOMS).map(allowList),
    ...Object.entries(ROOMS)
      .filter(([, { packages }]) => packages !== undefined)
      .map(packageList),
    {
      name: 'no-dev-dependencies-in-the-service',
      comment: 'What runs in production is installed in production.',
      severity: 'error',
      from: { path: '^(src|webhooks|jobs)/' },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'no-unresolvable',
      comment: 'An import that cannot be found is no import that could be checked.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: ['^@hubspot/ui-extensions'] },
    },
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default'] },
  },
}
