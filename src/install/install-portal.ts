import type { Introspection, TokenGrant } from '../hubspot/oauth/oauth.ts'
import { askForChanges } from '../portal/ask-for-changes.ts'
import type { Context } from '../portal/context.ts'
import { provisionPortal } from '../portal/provision.ts'
import { defaultSettings, portalSettingsSchema } from '../portal-settings/schema.ts'
import { type PortalTx, withPortal } from '../store/core/portal-tx.ts'
import { unparkEvents } from '../store/inbox/inbox.ts'
import { askWork } from '../store/inbox/work.ts'
import { loadPortal, lockSettings, installPortal as savePortal, saveSettings } from '../store/portal/portals.ts'
import { saveTokens } from '../store/portal/tokens.ts'
import type { PortalId } from '../time/units.ts'

/** What an install found and made. */
export type Installed = {
  readonly portalId: PortalId
  readonly hubDomain: string
  readonly created: readonly string[]
  /** Custom properties this account did not take, and why. */
  readonly missing: readonly { readonly name: string; readonly why: string }[]
}

/**
 * An account takes the app in: tokens sealed, settings made (or kept, when it comes back), custom properties created, a
 * sweep over what is there asked for, events that came before us let in. Safe to repeat: HubSpot's admins press install
 * again when in doubt.
 */
export async function installPortal(context: Context, grant: TokenGrant, account: Introspection): Promise<Installed> {
  const { store, clock, log } = context
  const portalId = grant.portalId ?? account.portalId
  if (portalId === null) throw new Error('HubSpot granted tokens without naming the account')
  const hubDomain = account.domain ?? String(portalId)
  const installedBy = grant.userId ?? '0'
  const settings = defaultSettings({ controllerName: hubDomain, admins: [installedBy] })
  await savePortal(store, {
    portalId,
    hubDomain,
    installedBy,
    scopes: grant.scopes,
    controller: settings.controller,
    settings,
    installedAt: clock.now(),
  })
  const kept = await withPortal(store, portalId, loadPortal)
  const inForce = kept ? portalSettingsSchema.parse(kept.settings) : settings
  // The sweep makes the properties too: should HubSpot be away a moment from now, the install is finished by a worker.
  await withPortal(store, portalId, async (tx) => {
    await saveTokens(tx, grant)
    await letIn(tx, installedBy)
    await unparkEvents(tx, 'unknown-portal')
    await askWork(tx, portalId, 'sweep', 0)
    await askForChanges(tx, inForce, clock.now())
  })
  context.tokensChanged(portalId)
  const made = await provisionPortal(context, portalId, inForce.language)
  log.info({ portalId, created: made.created.length, missing: made.missing.length }, 'installed')
  return { portalId, hubDomain, created: [...made.created, ...made.restored], missing: made.missing }
}

/** Whoever passes HubSpot's own consent screen may manage the app there: one of its admins from then on. */
async function letIn(tx: PortalTx, userId: string): Promise<void> {
  const settings = portalSettingsSchema.parse(await lockSettings(tx))
  if (settings.admins.includes(userId)) return
  await saveSettings(tx, { ...settings, admins: [...settings.admins, userId] })
}
