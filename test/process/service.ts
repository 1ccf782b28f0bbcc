import { PORTALS } from '../../demo/portals.ts'
import { type AppProcess, startProcess, untilReady } from '../../demo/processes.ts'
import type { SandboxApi } from '../../demo/sandbox-api.ts'
import type { Environment } from '../../demo/stage/app-environment.ts'
import { installApp } from '../../demo/stage/portals-with-app.ts'
import { openSurroundings } from '../../demo/stage/surroundings.ts'
import { withPortal } from '../../src/store/core/portal-tx.ts'
import { createTestDatabase, testEnvironment } from '../kit/database.ts'

/** Small deliveries, tried again soon: what is lost on the way shows within seconds. */
const KNOBS = { batchSize: 5, flushMs: 20, retryMs: 100, retryMaxMs: 500, tries: 100 }

export type ServiceOptions = {
  readonly env?: Environment
  /** Where the processes find the database, given where it really is. */
  readonly databaseBehind?: (url: string) => Promise<string>
}

/**
 * The app as operating-system processes on a database of its own,
 * with a sandbox HubSpot; both portals installed, guard on hold.
 */
export type Service = {
  readonly sandbox: SandboxApi
  readonly appUrl: string
  readonly env: Environment
  web: AppProcess
  worker: AppProcess
  startWeb(): Promise<void>
  startWorker(): void
  query<Row>(portalId: number, text: string, values?: unknown[]): Promise<Row[]>
  close(): Promise<void>
}

export async function openService({ env: more = {}, databaseBehind }: ServiceOptions = {}): Promise<Service> {
  const database = await createTestDatabase()
  const databaseUrl = (await databaseBehind?.(database.databaseUrl)) ?? database.databaseUrl
  const surroundings = await openSurroundings({ env: { ...testEnvironment({ databaseUrl }), ...more } })
  const { sandbox, appUrl, env } = surroundings
  await sandbox.call('POST', '/sandbox/webhooks/knobs', KNOBS)
  const service: Service = {
    sandbox,
    appUrl,
    env,
    web: startProcess('web', env),
    worker: startProcess('worker', env),
    startWeb: async () => {
      service.web = startProcess('web', env)
      await untilReady(appUrl, service.web.process)
    },
    startWorker: () => {
      service.worker = startProcess('worker', env)
    },
    query: async <Row>(portalId: number, text: string, values: unknown[] = []) =>
      withPortal(database.store, portalId, async (tx) => (await tx.query<Row & object>(text, values)).rows),
    close: async () => {
      await Promise.all([service.web.kill(), service.worker.kill()])
      await surroundings.close()
      await database.drop()
    },
  }
  await untilReady(appUrl, service.web.process)
  for (const { portalId } of PORTALS) await installApp(service, portalId)
  return service
}
