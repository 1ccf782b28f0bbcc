import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PORTALS, SETTINGS, STARTS_AT, ZONNIG } from '../demo/portals.ts'
import { freePort } from '../demo/processes.ts'
import { type SandboxApi, sandboxApi } from '../demo/sandbox-api.ts'
import { startSandbox } from '../sandbox/sandbox.ts'
import { openParts, type Parts, startApp } from '../src/app.ts'
import { loadConfig } from '../src/config.ts'
import { loadManifest } from '../src/manifest/load-manifest.ts'
import { subscriptions } from '../src/manifest/subscriptions.ts'

export const PORTAL = ZONNIG.portalId
export const SECRET = 'secret-of-the-bench-sandbox'

/** An embedded PostgreSQL as on a user's machine (fsync on), a sandbox HubSpot, both portals installed. No worker runs. */
export type BenchStage = {
  readonly sandbox: SandboxApi
  readonly appUrl: string
  /** For processes of the app. */
  readonly env: Readonly<Record<string, string>>
  readonly parts: Parts
  close(): Promise<void>
}

/** The web role runs in this process while installing and is then stopped, its `parts` stay open. */
export async function openBenchStage(): Promise<BenchStage> {
  const folder = await mkdtemp(join(tmpdir(), 'belrecht-bench-'))
  // As root the database runs as another user, who must be able to walk in; else its data would stay elsewhere.
  await chmod(folder, 0o755)
  const clockFile = join(folder, 'clock.json')
  const hubspot = await startSandbox({ clockFile, now: STARTS_AT })
  const sandbox = sandboxApi(hubspot.url)
  const appUrl = `http://127.0.0.1:${await freePort(0)}`
  const env = settings(join(folder, 'data'), clockFile, appUrl, hubspot.url)
  await openPortals(sandbox, appUrl)
  const loaded = loadConfig(env)
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems))
  const parts = await openParts(loaded.config, 'bench')
  const web = await startApp(loaded.config, 'web')
  for (const { portalId } of PORTALS) await install(sandbox, appUrl, portalId)
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
      await hubspot.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function install(sandbox: SandboxApi, appUrl: string, portalId: number): Promise<void> {
  const start = await fetch(`${appUrl}/oauth/install`, { redirect: 'manual' })
  const authorize = new URL(start.headers.get('location') ?? '')
  authorize.searchParams.set('portal', String(portalId))
  authorize.searchParams.set('user', String(ZONNIG.admin))
  const back = await fetch(authorize, { redirect: 'manual' })
  const done = await fetch(back.headers.get('location') ?? '', { redirect: 'manual' })
  if (done.status !== 200) throw new Error(`installing answered ${done.status}: ${await done.text()}`)
  const as = { portalId, userId: ZONNIG.admin }
  const saved = await sandbox.signedCall('PUT', `${appUrl}/settings`, as, SETTINGS[portalId])
  if (saved.status !== 200) throw new Error(`settings answered ${saved.status}: ${JSON.stringify(saved.body)}`)
}

async function openPortals(sandbox: SandboxApi, appUrl: string): Promise<void> {
  for (const { portalId, name, hubDomain, admin } of PORTALS) {
    const users = [{ id: admin, email: `admin@${hubDomain}` }]
    await sandbox.call('POST', '/sandbox/portals', { portalId, name, hubDomain, users })
  }
  await sandbox.call('POST', '/sandbox/apps', {
    appId: 4242,
    clientId: 'belrecht-bench',
    clientSecret: SECRET,
    name: 'Belrecht',
    redirectUris: [`${appUrl}/oauth/callback`],
    targetUrl: `${appUrl}/webhooks/hubspot`,
    subscriptions: subscriptions(loadManifest()),
  })
}

function settings(dataDir: string, clockFile: string, appUrl: string, sandboxUrl: string): Record<string, string> {
  return {
    PORT: new URL(appUrl).port,
    PUBLIC_BASE_URL: appUrl,
    DATA_DIR: dataDir,
    CLOCK_FILE: clockFile,
    HUBSPOT_CLIENT_ID: 'belrecht-bench',
    HUBSPOT_CLIENT_SECRET: SECRET,
    HUBSPOT_APP_ID: '4242',
    HUBSPOT_API_BASE_URL: sandboxUrl,
    HUBSPOT_AUTHORIZE_URL: `${sandboxUrl}/oauth/authorize`,
    ENCRYPTION_KEYS: `bench:${Buffer.alloc(32, 7).toString('base64')}`,
    LOG_LEVEL: 'warn',
  }
}
