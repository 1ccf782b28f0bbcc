import type { InputProblem } from '../answers/answers.ts'
import { askForChanges } from '../portal/ask-for-changes.ts'
import type { Context } from '../portal/context.ts'
import { affectsVerdicts } from '../portal-settings/apply.ts'
import { changedMappings } from '../portal-settings/check-mapping.ts'
import { type PortalSettings, portalSettingsSchema } from '../portal-settings/schema.ts'
import { type PortalTx, withPortal } from '../store/core/portal-tx.ts'
import { askWork } from '../store/inbox/work.ts'
import { lockSettings, saveSettings } from '../store/portal/portals.ts'
import type { PortalId } from '../time/units.ts'
import type { Language } from '../words/wording.ts'
import { accountFor, applyChecked } from './apply-checked.ts'

export type ChangedSettings =
  | { readonly ok: true; readonly settings: PortalSettings }
  | { readonly ok: false; readonly code: 'settings-invalid'; readonly problems: readonly InputProblem[] }

/** Who changes settings of which portal; `language` is of what is said to them, null for the portal's own. */
type Admin = { readonly portalId: PortalId; readonly userId: string; readonly language: Language | null }

/**
 * Applies a change of settings whole or not at all. What can change verdicts, or the guard, sends a sweep over the
 * portal's contacts and call tasks in the background. Throws HubSpotError when a changed mapping cannot be held against
 * the account now: it is never saved unchecked.
 */
export async function changeSettings(context: Context, admin: Admin, patch: unknown): Promise<ChangedSettings> {
  const { store } = context
  const { portalId } = admin
  for (;;) {
    const seen = portalSettingsSchema.parse(await withPortal(store, portalId, lockSettings))
    // Asked with no transaction open: HubSpot may take its time.
    const account = await accountFor(context.hubspot.portal(portalId), seen, patch)
    const changed = await withPortal(store, portalId, async (tx) => {
      const before = portalSettingsSchema.parse(await lockSettings(tx))
      // Another admin was quicker: the account was not asked about what is to be checked now.
      if (changedMappings(seen.mapping, before.mapping).length > 0) return null
      const applied = applyChecked(before, patch, account, admin.language ?? before.language)
      // Asked again under the lock: two admins may have taken each other off the list at the same moment.
      if (!before.admins.includes(admin.userId))
        return invalid([{ path: 'admins', message: 'you are no longer one of them' }])
      if (!applied.ok) return invalid(applied.problems)
      if (account === null && changedMappings(before.mapping, applied.settings.mapping).length > 0) return null
      await keep(context, tx, before, applied.settings)
      context.log.info({ portalId, userId: admin.userId, changed: applied.changed }, 'settings changed')
      return applied
    })
    if (changed !== null) return changed
  }
}

async function keep({ clock }: Context, tx: PortalTx, before: PortalSettings, after: PortalSettings): Promise<void> {
  await saveSettings(tx, after)
  if (affectsVerdicts(before, after) || before.guard !== after.guard) await askWork(tx, tx.portalId, 'sweep', 0)
  await askForChanges(tx, after, clock.now())
}

function invalid(problems: readonly InputProblem[]): Extract<ChangedSettings, { ok: false }> {
  return { ok: false, code: 'settings-invalid', problems }
}
