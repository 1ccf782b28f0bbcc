import { refreshContacts } from '../contacts/refresh.ts'
import type { Context, OpenPortal } from '../portal/context.ts'
import { dealOrigin } from '../provenance/deal-relations.ts'
import { companyOrigin } from '../provenance/legal-form.ts'
import { requestRefresh } from '../store/inbox/refresh-requests.ts'
import { contactsOfOrigins } from '../store/ledger/ledger.ts'
import { guardTasks } from '../tasks/guard-tasks.ts'
import { recordBreaches } from './calls.ts'
import type { RecordKind, RecordRef } from './event-effect.ts'
import { refreshUnknownPeople } from './unknown-people.ts'

/**
 * HubSpot's screens create a task or call first and link it to a
 * contact later; these are the waits before a further refresh.
 */
const REFRESH_AGAIN_AFTER_MS = [2_000, 10_000]

/**
 * Refreshes records, each once however many events named it: people first (a deal or company is a
 * reason to refresh its contacts), then the tasks and calls about them. Runs under the portal's lock.
 * @param attempt how many refreshes these records have had already because they had no contact yet
 */
export async function refreshRecords(
  context: Context,
  portal: OpenPortal,
  records: readonly RecordRef[],
  attempt = 0,
): Promise<void> {
  const ids = (kind: RecordKind) => [...new Set(records.filter((record) => record.kind === kind).map(({ id }) => id))]
  const contacts = [
    ...ids('contact'),
    ...(await contactsOfDeals(portal, ids('deal'))),
    ...(await contactsOfCompanies(portal, ids('company'))),
  ]
  await refreshContacts(context, portal, contacts)
  const onTasks = await refreshUnknownPeople(context, portal, 'tasks', ids('task'))
  const guarded = await guardTasks(portal, ids('task'), context.clock.now(), onTasks)
  const lonelyCalls = await recordBreaches(
    context,
    portal,
    ids('call'),
    await refreshUnknownPeople(context, portal, 'calls', ids('call')),
  )
  await refreshLater(portal, 'task', guarded.alone, attempt)
  await refreshLater(portal, 'call', lonelyCalls, attempt)
}

// The contacts linked now, and those the ledger still ties to
// the deal: deleting or unlinking a deal takes a relation back.
async function contactsOfDeals({ client, tx: inPortal }: OpenPortal, dealIds: string[]): Promise<string[]> {
  if (dealIds.length === 0) return []
  const linked = await client.associations('deals', 'contacts', dealIds)
  const remembered = await inPortal((tx) => contactsOfOrigins(tx, dealIds.map(dealOrigin)))
  return [...[...linked.values()].flat().map(({ id }) => id), ...remembered]
}

// Also the contacts whose legal form was last read from the company: a deleted company no longer names its people.
async function contactsOfCompanies(
  { client, settings, tx: inPortal }: OpenPortal,
  companyIds: string[],
): Promise<string[]> {
  if (companyIds.length === 0 || !settings.b2b) return []
  const linked = await client.associations('companies', 'contacts', companyIds)
  const remembered = await inPortal((tx) => contactsOfOrigins(tx, companyIds.map(companyOrigin)))
  return [...[...linked.values()].flat().map(({ id }) => id), ...remembered]
}

async function refreshLater(
  { tx: inPortal }: OpenPortal,
  kind: RecordKind,
  ids: readonly string[],
  attempt: number,
): Promise<void> {
  const wait = REFRESH_AGAIN_AFTER_MS[attempt]
  if (ids.length === 0 || wait === undefined) return
  await inPortal((tx) =>
    requestRefresh(
      tx,
      ids.map((id) => ({ objectType: kind, objectId: id, dueAt: Date.now() + wait, attempt: attempt + 1 })),
    ),
  )
}
