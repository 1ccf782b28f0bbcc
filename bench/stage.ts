import { PORTALS, ZONNIG } from '../demo/portals.ts'
import type { SandboxApi } from '../demo/sandbox-api.ts'
import type { Environment } from '../demo/stage/app-environment.ts'
import { installApp } from '../demo/stage/portals-with-app.ts'
import { openSurroundings } from '../demo/stage/surroundings.ts'
import { openParts, type Parts, startApp } from '../src/app.ts'
import { configOf } from '../test/kit/config-of.ts'

export const PORTAL = ZONNIG.portalId

/**
 * An embedded PostgreSQL as on a user's machine (fsync on), a sandbox HubSpot, both portals installed. No worker runs.
 */
export type BenchStage = {
  readonly sandbox: SandboxApi
  readonly appUrl: string
  /** For processes of the app. */
  readonly env: Environment
  readonly parts: Parts
  close(): Promise<void>
}

/** The web role runs in this process while installing and is then stopped, its `parts` stay open. */
export async function openBenchStage(): Promise<BenchStage> {
  const surroundings = await openSurroundings()
  const { sandbox, appUrl, env } = surroundings
  const config = configOf(env)
  const parts = await openParts(config, 'bench')
  const web = await startApp(config, 'web')
  for (const { portalId } of PORTALS) await installApp(surroundings, portalId)
  await sandbox.deliveriesSettled()
  await web.stop()
  // What is measured must not compete with the sandbox's webhooks.
  await sandbox.call('POST', '/sandbox/webhooks/knobs', { hold: true })
  return {
    sandbox,
    appUrl,
    env,
    parts,
    close: async () => {
      await parts.close()
      await surroundings.close()
    },
  }
}
