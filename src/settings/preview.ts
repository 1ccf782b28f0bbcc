import type { InputProblem, SettingsPreview } from '../answers/answers.ts'
import { type JudgedContact, judgeFromLedger } from '../judgement/judge-from-ledger.ts'
import type { Permission } from '../permission/facts.ts'
import type { Context, OpenPortal } from '../portal/context.ts'
import type { PortalSettings } from '../portal-settings/schema.ts'
import { withPortalLock } from '../store/core/portal-lock.ts'
import { verdictCounts } from '../store/verdicts/verdict-counts.ts'
import { contactIdsFrom } from '../store/verdicts/verdicts.ts'
import type { Language } from '../words/wording.ts'
import { accountFor, applyChecked } from './apply-checked.ts'

export type Previewed =
  | { readonly ok: true; readonly preview: SettingsPreview }
  | { readonly ok: false; readonly code: 'settings-invalid'; readonly problems: readonly InputProblem[] }
  /** Another preview of this portal is being made. */
  | { readonly ok: false; readonly code: 'preview-running' }

const CONTACTS_AT_ONCE = 500
/** What a page waits for; the rest of a very large portal is not judged, and the answer says so. */
const PATIENCE_MS = 6_000

/**
 * What these settings change in how facts are drawn from HubSpot's records: seen only when the records are read again,
 * after saving.
 */
const DRAWN_FROM_RECORDS = ['b2b', 'collection', 'deals', 'mapping', 'defaultRegion'] as const

/**
 * What a change of settings would do to the portal's contacts: each judged twice from the ledger, at one moment,
 * with the settings as they are and as they would be. Nothing is saved, and nothing is written to HubSpot. Throws
 * HubSpotError when a changed mapping cannot be held against the account.
 */
export async function previewSettings(
  context: Context,
  portal: OpenPortal,
  patch: unknown,
  language: Language | null,
): Promise<Previewed> {
  const { settings, client } = portal
  const account = await accountFor(client, settings, patch)
  const applied = applyChecked(settings, patch, account, language ?? settings.language)
  if (!applied.ok) return { ok: false, code: 'settings-invalid', problems: applied.problems }
  const preview = await withPortalLock(
    context.store,
    portal.portalId,
    () => judgeTwice(context, portal, applied.settings, applied.changed),
    { wait: false, name: 'preview' },
  )
  return preview === 'busy' ? { ok: false, code: 'preview-running' } : { ok: true, preview }
}

async function judgeTwice(
  { clock }: Context,
  { tx: inPortal, settings }: OpenPortal,
  proposed: PortalSettings,
  changed: readonly string[],
): Promise<SettingsPreview> {
  const giveUpAt = performance.now() + PATIENCE_MS
  const at = clock.now()
  const counts = await inPortal(verdictCounts)
  const before = none()
  const after = none()
  const moved = { losesYes: 0, gainsYes: 0 }
  let judged = 0
  let last: string | null = null
  do {
    const page = await inPortal(async (tx) => {
      const ids = await contactIdsFrom(tx, last, CONTACTS_AT_ONCE)
      const [asIs, asProposed] = [
        await judgeFromLedger(tx, settings, ids, at),
        await judgeFromLedger(tx, proposed, ids, at),
      ]
      return ids.map((id) => ({ id, was: permissionIn(asIs, id), will: permissionIn(asProposed, id) }))
    })
    for (const { was, will } of page) {
      before[was] += 1
      after[will] += 1
      if (was === 'allowed' && will !== 'allowed') moved.losesYes += 1
      if (was !== 'allowed' && will === 'allowed') moved.gainsYes += 1
    }
    judged += page.length
    last = page.length < CONTACTS_AT_ONCE ? null : (page.at(-1)?.id ?? null)
  } while (last !== null && performance.now() < giveUpAt)
  return {
    contacts: Math.max(
      judged,
      counts.reduce((sum, { count }) => sum + count, 0),
    ),
    judged,
    ...moved,
    before,
    after,
    notCounted: DRAWN_FROM_RECORDS.filter((section) => changed.some((path) => path.split('.')[0] === section)),
  }
}

function permissionIn(judged: ReadonlyMap<string, JudgedContact>, contactId: string): Permission {
  return judged.get(contactId)?.verdict.permission ?? 'denied'
}

function none(): Record<Permission, number> {
  return { allowed: 0, denied: 0, 'needs-evidence': 0, 'needs-review': 0 }
}
