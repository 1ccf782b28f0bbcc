import { loadManifest } from '../../src/manifest/load-manifest.ts'
import { subscriptions } from '../../src/manifest/subscriptions.ts'
import { PORTALS, SETTINGS, ZONNIG } from '../portals.ts'
import type { SandboxApi } from '../sandbox-api.ts'
import { APP } from './app-environment.ts'

/** An app and the sandbox that it talks to. */
export type Meeting = { readonly sandbox: SandboxApi; readonly appUrl: string }

/** The two portals, empty, and the app known to HubSpot but installed in neither. */
export async function openPortals({ sandbox, appUrl }: Meeting): Promise<void> {
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

/** As the portal's admin does: from the app to HubSpot's consent screen and back, then the settings. */
export async function installApp(
  meeting: Meeting,
  portalId: number,
  settings: object = SETTINGS[portalId] ?? {},
): Promise<void> {
  const start = await fetch(`${meeting.appUrl}/oauth/install`, { redirect: 'manual' })
  const authorize = new URL(start.headers.get('location') ?? '', meeting.appUrl)
  authorize.searchParams.set('portal', String(portalId))
  authorize.searchParams.set('user', String(ZONNIG.admin))
  const back = await fetch(authorize, { redirect: 'manual' })
  const done = await fetch(back.headers.get('location') ?? '', { redirect: 'manual' })
  if (done.status !== 200) throw new Error(`installing in ${portalId} answered ${done.status}: ${await done.text()}`)
  await saveSettings(meeting, portalId, settings)
}

/** As an admin on the settings page; throws unless accepted. */
export async function saveSettings({ sandbox, appUrl }: Meeting, portalId: number, patch: object): Promise<void> {
  const as = { portalId, userId: ZONNIG.admin }
  const saved = await sandbox.signedCall('PUT', `${appUrl}/settings`, as, patch)
  if (saved.status !== 200)
    throw new Error(`settings of ${portalId} answered ${saved.status}: ${JSON.stringify(saved.body)}`)
}
