import type { Provisioned } from '../hubspot/records/provision-properties.ts'
import type { LeftOut } from '../hubspot/records/refused-values.ts'
import { loadManifest } from '../manifest/load-manifest.ts'
import { type PortalTx, withPortal } from '../store/core/portal-tx.ts'
import { requestRefresh } from '../store/inbox/refresh-requests.ts'
import { askWork } from '../store/inbox/work.ts'
import { provisionedAt, saveMissingProperties } from '../store/portal/portals.ts'
import { endSetAside } from '../store/portal/set-aside.ts'
import { refusedContacts } from '../store/verdicts/verdicts.ts'
import type { EpochMs, PortalId } from '../time/units.ts'
import type { Language } from '../words/wording.ts'
import type { Context, OpenPortal } from './context.ts'
import { setAside } from './set-aside.ts'

/** An account that goes on refusing is not asked more often than this, in milliseconds. */
const AGAIN_AFTER_MS = 3_600_000
const REFUSED_AT_ONCE = 10_000

/** What a write may be refused for and making the properties again may mend. */
const MENDED_BY_MAKING = ['PROPERTY_DOESNT_EXIST', 'INVALID_OPTION']

/**
 * Makes the account's properties what they should be: at install, at the start, in every sweep, and soon after a write
 * was refused for one of them. What was made again may show old values (HubSpot restores an archived property with
 * them), so the contacts refused meanwhile are written first and a sweep over the others is asked for.
 */
export async function provisionPortal(
  { hubspot, store, clock, log }: Context,
  portalId: PortalId,
  language: Language,
): Promise<Provisioned> {
  const { properties, propertyGroup } = loadManifest()
  const made = await hubspot.portal(portalId).provisionProperties(properties, language, propertyGroup)
  const mended = [...made.created, ...made.restored, ...made.merged]
  await withPortal(store, portalId, async (tx) => {
    const missing = made.missing.map(({ name }) => name)
    const now = clock.now()
    await saveMissingProperties(tx, missing, Date.now())
    await endSetAside(tx, 'property', 'all', ['property-missing', 'property-refused'])
    await setAside(tx, made.missing.map(named('property-missing')), now)
    await setAside(tx, made.incomplete.map(named('property-refused')), now)
    if (mended.length === 0) return
    // A sweep under way starts over: what it wrote before may have met the former properties.
    await askWork(tx, portalId, 'sweep', Date.now())
    const refused = await refusedContacts(tx, REFUSED_AT_ONCE)
    await requestRefresh(
      tx,
      refused.map((objectId) => ({ objectType: 'contact', objectId, dueAt: Date.now(), attempt: 0 })),
    )
  })
  if (mended.length > 0) log.info({ portalId, mended }, 'properties were made')
  return made
}

/** The same, unless it was done within the hour. */
export async function provisionWhenDue(context: Context, portal: OpenPortal): Promise<void> {
  const last = await portal.tx(provisionedAt)
  if (last !== null && Date.now() < last + AGAIN_AFTER_MS) return
  await provisionPortal(context, portal.portalId, portal.settings.language)
}

const named = (reason: 'property-missing' | 'property-refused') => (one: { name: string; why: string }) =>
  ({ kind: 'property', recordId: one.name, reason, detail: one.why }) as const

/** Properties a write was refused for: named to the admin, and where making them again may help, that is asked for. */
export async function notePropertiesRefused(
  tx: PortalTx,
  objectType: 'contacts' | 'tasks',
  leftOut: readonly Pick<LeftOut, 'property' | 'code'>[],
  at: EpochMs,
): Promise<void> {
  if (leftOut.length === 0) return
  const codes = new Map(leftOut.map(({ property, code }) => [`${objectType}.${property}`, code]))
  await setAside(
    tx,
    [...codes].map(([recordId, detail]) => ({ kind: 'property', recordId, reason: 'property-refused', detail })),
    at,
  )
  if (!leftOut.some(({ code }) => MENDED_BY_MAKING.includes(code))) return
  const last = await provisionedAt(tx)
  await askWork(tx, tx.portalId, 'provision', last === null ? 0 : Math.max(Date.now(), last + AGAIN_AFTER_MS))
}
