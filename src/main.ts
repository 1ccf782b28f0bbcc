import { UsageError } from './commands/usage.ts'

/** The command line. Each command is loaded when it is asked for: `decide` needs neither a database nor HubSpot. */
const COMMANDS: Readonly<Record<string, (args: string[]) => Promise<number>>> = {
  decide: async () => (await import('./commands/decide.ts')).decide(),
  start: async (args) => (await import('./commands/start.ts')).start(args),
  nightly: async (args) => (await import('./commands/nightly.ts')).nightly(args),
  migrate: async () => (await import('./commands/migrate.ts')).migrate(),
  replay: async (args) => (await import('./commands/replay.ts')).replay(args),
  manifest: async () => (await import('./commands/manifest.ts')).manifest(),
  reconcile: async (args) => (await import('./commands/reconcile.ts')).reconcile(args),
}

const [name = '', ...args] = process.argv.slice(2)
const command = COMMANDS[name]

try {
  if (command === undefined)
    throw new UsageError(`Unknown command "${name}". Available: ${Object.keys(COMMANDS).join(', ')}.`)
  process.exitCode = await command(args)
} catch (error) {
  // Whoever reads us has had enough (`decide | head`): that is no fault.
  if (error instanceof Error && 'code' in error && error.code === 'EPIPE') process.exit(0)
  const known =
    error instanceof UsageError || (error instanceof Error && 'code' in error && typeof error.code === 'string')
  process.stderr.write(
    known ? `${(error as Error).message}\n` : `${error instanceof Error ? error.stack : String(error)}\n`,
  )
  process.exitCode = 1
}
