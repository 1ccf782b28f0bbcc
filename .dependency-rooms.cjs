// What each room and loose file may import; everything else of ours is forbidden (docs/adr/0001, 0019). A room or file that is
// not listed here is refused by test/house.
const ROOMS = {
  // Pure rooms: no I/O, no clock, no framework. Their packages are listed too.
  // The shapes of what the service answers: types alone, known to everybody.
  'src/answers': { may: [], packages: [] },
  'src/time': { may: [], packages: ['luxon'] },
  'src/permission': { may: ['src/time'], packages: ['luxon'] },
  'src/portal-settings': {
    may: ['src/answers', 'src/time', 'src/permission'],
    packages: ['zod', 'node:util', 'libphonenumber-js'],
  },
  'src/provenance': {
    may: ['src/time', 'src/permission', 'src/portal-settings'],
    packages: ['libphonenumber-js', 'node:crypto'],
  },
  'src/words': { may: ['src/time', 'src/permission'], packages: ['luxon'] },
  // Adapters, beside the rooms that use them, never upwards.
  'src/process': { may: ['src/time'] },
  'src/store': { may: ['src/time', 'src/permission', 'src/process'] },
  'src/hubspot': { may: ['src/time', 'src/permission', 'src/process'] },
  'src/queue': { may: ['src/time', 'src/process'] },
  'src/mail': { may: ['src/words', 'src/process'] },
  'src/manifest': { may: ['src/time'] },
}
const BELOW_PORTAL = ['answers', 'time', 'permission', 'portal-settings', 'provenance', 'words'].map(
  (room) => `src/${room}`,
)
const BESIDE = ['process', 'store', 'hubspot', 'manifest'].map((room) => `src/${room}`)
let below = [...BELOW_PORTAL, ...BESIDE]
for (const room of ['portal', 'judgement', 'tasks', 'contacts', 'statements']) {
  ROOMS[`src/${room}`] = { may: below }
  below = [...below, `src/${room}`]
}
// Features, side by side: none imports another, and none knows queue, mail or an entry.
const FEATURES = ['events', 'night', 'card', 'home', 'person', 'settings', 'install', 'workflow'].map((f) => `src/${f}`)
for (const feature of FEATURES) ROOMS[feature] = { may: below }
const ALL_BELOW_ENTRIES = [...below, ...FEATURES]
// Entries translate and call a feature.
ROOMS['src/http'] = { may: ALL_BELOW_ENTRIES }
ROOMS.webhooks = { may: [...ALL_BELOW_ENTRIES, 'src/http/shell'] }
ROOMS.jobs = { may: [...ALL_BELOW_ENTRIES, 'src/queue'] }
ROOMS['src/commands'] = {
  may: [...ALL_BELOW_ENTRIES, 'src/queue', 'src/config.ts', 'src/config-values.ts', 'src/app.ts'],
}
// Loose files of src.
ROOMS['src/config-values.ts'] = { may: ['src/process', 'src/store/core'] }
ROOMS['src/config.ts'] = { may: ['src/config-values.ts', 'src/process'] }
ROOMS['src/shutdown.ts'] = { may: ['src/hubspot'] }
ROOMS['src/app.ts'] = {
  may: [
    ...ALL_BELOW_ENTRIES,
    ...['src/http', 'src/queue', 'src/mail', 'webhooks', 'jobs'],
    ...['src/config.ts', 'src/config-values.ts', 'src/shutdown.ts'],
  ],
}
ROOMS['src/main.ts'] = { may: ['src/commands'] }
// HubSpot packages the UI project alone: nothing of ours outside it is there when it is built.
ROOMS['hubspot-project/src/app'] = { may: [] }
// The sandbox and the app meet over HTTP, or the tests would test themselves.
ROOMS.sandbox = { may: [] }
ROOMS['sandbox/card/browser'] = { may: ['hubspot-project/src/app'] }
ROOMS.demo = { may: ['sandbox', 'src'] }
ROOMS['src/home'] = { may: [...below, 'src/night/summary.ts'] }
ROOMS.bench = { may: ['demo', 'sandbox', 'src', 'webhooks', 'jobs', 'test/kit'] }
ROOMS.docs = { may: ['demo', 'sandbox', 'src', 'test'] }
ROOMS.test = { may: ['src', 'webhooks', 'jobs', 'sandbox', 'demo', 'bench', 'hubspot-project/src', 'docs'] }

module.exports = { ROOMS }
