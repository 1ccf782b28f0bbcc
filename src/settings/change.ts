import type { InputProblem } from '../answers/answers.ts'
import type { Context } from '../portal/context.ts'
import { affectsVerdicts, applySettings } from '../portal-settings/apply.ts'
import { type PortalSettings, portalSettingsSchema } from '../portal-settings/schema.ts'
import { withPortal } from '../store/core/portal-tx.ts'
import { askWork } from '../store/inbox/work.ts'
import { lockSettings, saveSettings } from '../store/portal/portals.ts'
import type { PortalId } from '../time/units.ts'

export type ChangedSettings =
  | { readonly ok: true; readonly settings: PortalSettings }
  | { readonly ok: false; readonly code: 'settings-invalid'; readonly problems: readonly InputProblem[] }

/**
 * Applies a change of settings whole or not at all. What can change verdicts, or the guard, sends a sweep over the
 * portal's contacts and call tasks in the background.
 */
export async function changeSettings(
  { store, log }: Context,
  portalId: PortalId,
  userId: string,
  patch: unknown,
): Promise<ChangedSettings> {
  return withPortal(store, portalId, async (tx): Promise<ChangedSettings> => {
    const before = portalSettingsSchema.parse(await lockSettings(tx))
    // Asked again under the lock: two admins may have taken each other off the list at the same moment.
    if (!before.admins.includes(userId)) return invalid([{ path: 'admins', message: 'you are no longer one of them' }])
    const applied = applySettings(before, patch)
    if (!applied.ok) return invalid(applied.problems)
    await saveSettings(tx, applied.settings)
    if (affectsVerdicts(before, applied.settings) || before.guard !== applied.settings.guard)
      await askWork(tx, portalId, 'sweep', 0)
    log.info({ portalId, userId, changed: applied.changed }, 'settings changed')
    return applied
  })
}

function invalid(problems: readonly InputProblem[]): ChangedSettings {
  return { ok: false, code: 'settings-invalid', problems }
}
