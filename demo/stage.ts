import { randomBytes } from 'node:crypto'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startSandbox } from '../sandbox/sandbox.ts'
import { loadManifest } from '../src/manifest/load-manifest.ts'
import { subscriptions } from '../src/manifest/subscriptions.ts'
import { PORTALS, SETTINGS, STARTS_AT } from './portals.ts'
import { type AppProcess, freePort, runCommand, startProcess, untilReady } from './processes.ts'
import { step } from './progress.ts'
import { type SandboxApi, sandboxApi } from './sandbox-api.ts'

const APP = { appId: 4242, clientId: 'belrecht-demo', clientSecret: 'demo-secret-of-the-local-sandbox' }

/** The sandbox, the app's two processes and what is needed to play with them. */
export type Stage = {
  readonly appUrl: string
  readonly sandbox: SandboxApi
  worker: AppProcess
  startWorker(): AppProcess
  runNight(): Promise<string>
  close(): Promise<void>
}

/** Everything fresh: the sandbox lives in memory, so its app must remember nothing of an earlier run either. */
export async function buildStage(wanted: { appPort: number; sandboxPort: number }): Promise<Stage> {
  const folder = await mkdtemp(join(tmpdir(), 'belrecht-demo-'))
  // As root the database runs as another user, who must be able to walk in.
  await chmod(folder, 0o755)
  const clockFile = join(folder, 'clock.json')
  const appUrl = `http://localhost:${await freePort(wanted.appPort)}`
  const night = { run: async (): Promise<unknown> => undefined }
  const hubspot = await startSandbox({
    port: await freePort(wanted.sandboxPort),
    clockFile,
    now: STARTS_AT,
    hooks: { runNight: () => night.run() },
  })
  const sandbox = sandboxApi(hubspot.url)
  await openPortals(sandbox, appUrl)
  const env = appSettings(folder, clockFile, appUrl, hubspot.url)
  night.run = () => runCommand(['nightly'], env)
  const web = await step('starting PostgreSQL and the web role', async () => {
    const started = startProcess('web', env)
    await untilReady(appUrl, started.process)
    return started
  })
  const stage: Stage = {
    appUrl,
    sandbox,
    worker: startProcess('worker', env),
    startWorker: () => {
      stage.worker = startProcess('worker', env)
      return stage.worker
    },
    runNight: () => runCommand(['nightly'], env),
    close: async () => {
      await Promise.all([stage.worker.stop(), web.stop()])
      await hubspot.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
  return stage
}

/** Installs the app as the portal's admin would: from the app to HubSpot's consent screen and back. */
export async function install({ appUrl, sandbox }: Stage, portalId: number, userId: number): Promise<void> {
  const start = await fetch(`${appUrl}/oauth/install`, { redirect: 'manual' })
  const authorize = new URL(start.headers.get('location') ?? '', appUrl)
  authorize.searchParams.set('portal', String(portalId))
  authorize.searchParams.set('user', String(userId))
  const back = await fetch(authorize, { redirect: 'manual' })
  const done = await fetch(back.headers.get('location') ?? '', { redirect: 'manual' })
  if (done.status !== 200) throw new Error(`installing in ${portalId} answered ${done.status}: ${await done.text()}`)
  const saved = await sandbox.signedCall(
    'PUT',
    `${appUrl}/settings`,
    { portalId, userId },
    SETTINGS[portalId as keyof typeof SETTINGS],
  )
  if (saved.status !== 200)
    throw new Error(`settings of ${portalId} answered ${saved.status}: ${JSON.stringify(saved.body)}`)
}

async function openPortals(sandbox: SandboxApi, appUrl: string): Promise<void> {
  for (const { portalId, name, hubDomain, admin } of PORTALS) {
    const users = [{ id: admin, email: `admin@${hubDomain}`, firstName: 'Anna', lastName: 'Admin' }]
    await sandbox.call('POST', '/sandbox/portals', { portalId, name, hubDomain, users })
  }
  await sandbox.call('POST', '/sandbox/apps', {
    ...APP,
    name: 'Belrecht',
    redirectUris: [`${appUrl}/oauth/callback`],
    targetUrl: `${appUrl}/webhooks/hubspot`,
    subscriptions: subscriptions(loadManifest()),
  })
}

function appSettings(folder: string, clockFile: string, appUrl: string, sandboxUrl: string): Record<string, string> {
  return {
    PORT: new URL(appUrl).port,
    PUBLIC_BASE_URL: appUrl,
    DATA_DIR: join(folder, 'data'),
    CLOCK_FILE: clockFile,
    HUBSPOT_CLIENT_ID: APP.clientId,
    HUBSPOT_CLIENT_SECRET: APP.clientSecret,
    HUBSPOT_APP_ID: String(APP.appId),
    HUBSPOT_API_BASE_URL: sandboxUrl,
    HUBSPOT_AUTHORIZE_URL: `${sandboxUrl}/oauth/authorize`,
    ENCRYPTION_KEYS: `demo:${randomBytes(32).toString('base64')}`,
    LOG_LEVEL: 'warn',
  }
}
