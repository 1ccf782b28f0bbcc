import { UsageError } from './commands/usage.ts'

/** The command line. Each command is loaded when it is asked for: `decide` needs neither a database nor HubSpot. */
const COMMANDS: Readonly<Record<string, (args: string[]) => Promise<number>>> = {
  decide: async () => (await import('./commands/decide.ts')).decide(),
  start: async (args) => (await import('./commands/start.ts')).start(args),
  nightly: async (args) => (await import('./commands/nightly.ts')).nightly(args),
  migrate: async () => (await import('./commands/migrate.ts')).migrate(),
  replay: async (args) => (await import('./commands/replay.ts')).replay(args),
  manifest: async () => (await import('./commands/manifest.ts')).manifest(),
  schema: async () => (await import('./commands/schema.ts')).schema(),
  reconcile: async (args) => (await import('./commands/reconcile.ts')).reconcile(args),
}

const [given = '', ...rest] = process.argv.slice(2)
const command = Object.hasOwn(COMMANDS, given) ? COMMANDS[given] : undefined

try {
  if (command === undefined)
    throw new UsageError(`Unknown command "${given}". Available: ${Object.keys(COMMANDS).join(', ')}.`)
  process.exitCode = await command(rest)
} catch (error) {
  // The reader stopped reading (`decide | head`): that is no error.
  if (error instanceof Error && 'code' in error && error.code === 'EPIPE') process.exit(0)
  process.stderr.write(`${messageOf(error)}\n`)
  process.exitCode = 1
}

/** What has a code says itself what to do; anything else is a fault of ours, and its stack helps to find it. */
function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return 'code' in error && typeof error.code === 'string' ? error.message : (error.stack ?? error.message)
}
