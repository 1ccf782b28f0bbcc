import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Sandbox, startSandbox } from '../../sandbox/sandbox.ts'
import { STARTS_AT } from '../portals.ts'
import { sandboxApi } from '../sandbox-api.ts'
import { appEnvironment, type Environment } from './app-environment.ts'
import { freePort } from './free-port.ts'
import { type Meeting, openPortals } from './portals-with-app.ts'

/** What the app needs around it on one machine; the app itself, and its database, are for the caller to start. */
export type Surroundings = Meeting & {
  readonly world: Sandbox['world']
  readonly env: Environment
  close(): Promise<void>
}

export type SurroundingsOptions = {
  /** Taken where free; any free port by default. */
  readonly appPort?: number
  readonly sandboxPort?: number
  /** Business time, ISO 8601. */
  readonly now?: string
  /** Goes over what appEnvironment says. */
  readonly env?: Environment
  /** What the button on the sandbox's page does. */
  readonly runNight?: (env: Environment) => Promise<unknown>
}

/**
 * A sandbox HubSpot with both portals, an address for the app, its environment, and a folder for its data. All are new.
 */
export async function openSurroundings(options: SurroundingsOptions = {}): Promise<Surroundings> {
  const { now = STARTS_AT, runNight } = options
  const folder = await mkdtemp(join(tmpdir(), 'belrecht-stage-'))
  // As root the database runs as another user, who must be able to walk in; else its data would stay elsewhere.
  await chmod(folder, 0o755)
  const clockFile = join(folder, 'clock.json')
  const hubspot = await startSandbox({
    port: await freePort(options.sandboxPort),
    clockFile,
    now,
    hooks: runNight ? { runNight: () => runNight(env) } : {},
  })
  const sandbox = sandboxApi(hubspot.url)
  const appUrl = `http://127.0.0.1:${await freePort(options.appPort)}`
  const place = { appUrl, sandboxUrl: hubspot.url, dataDir: join(folder, 'data'), clockFile }
  const env: Environment = { ...appEnvironment(place), ...options.env }
  await openPortals({ sandbox, appUrl })
  return {
    sandbox,
    appUrl,
    world: hubspot.world,
    env,
    close: async () => {
      await hubspot.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
