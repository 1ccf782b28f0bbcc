import { refreshContacts } from '../contacts/refresh.ts'
import type { Context, OpenPortal } from '../portal/context.ts'
import { failureName, isolateFailures } from '../portal/isolate-failures.ts'
import { setAside } from '../portal/set-aside.ts'
import { dealOrigin } from '../provenance/deal-relations.ts'
import { companyOrigin } from '../provenance/legal-form.ts'
import { requestRefresh } from '../store/inbox/refresh-requests.ts'
import { contactsOfOrigins } from '../store/ledger/ledger.ts'
import { endSetAside } from '../store/portal/set-aside.ts'
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
    ...(await eachOrAside(context, portal, 'deal', ids('deal'), contactsOfDeals)),
    ...(await eachOrAside(context, portal, 'company', ids('company'), contactsOfCompanies)),
  ]
  await refreshContacts(context, portal, contacts)
  const onTasks = await refreshUnknownPeople(context, portal, 'tasks', ids('task'))
  const guarded = await guardTasks(portal, ids('task'), context.clock.now(), onTasks)
  const onCalls = await refreshUnknownPeople(context, portal, 'calls', ids('call'))
  const lonelyCalls = await eachOrAside(context, portal, 'call', ids('call'), (_, some) =>
    recordBreaches(context, portal, some, onCalls),
  )
  await refreshLater(portal, 'task', guarded.alone, attempt)
  await refreshLater(portal, 'call', lonelyCalls, attempt)
}

const ASIDE = { deal: 'not-read', company: 'not-read', call: 'not-judged' } as const

/** Works on records of one kind together; one that cannot be dealt with is set aside, what the others say counts. */
async function eachOrAside(
  { clock, log }: Context,
  portal: OpenPortal,
  kind: keyof typeof ASIDE,
  ids: readonly string[],
  work: (portal: OpenPortal, some: readonly string[]) => Promise<readonly string[]>,
): Promise<string[]> {
  const reason = ASIDE[kind]
  const found: string[] = []
  const through: string[] = []
  await isolateFailures(
    ids,
    async (some) => {
      found.push(...(await work(portal, some)))
      through.push(...some)
    },
    (recordId, error) => {
      log.error({ err: error, portalId: portal.portalId, kind, recordId, reason }, 'a record is set aside')
      const row = { kind, recordId, reason, detail: failureName(error) }
      return portal.tx((tx) => setAside(tx, [row], clock.now()))
    },
  )
  if (through.length > 0) await portal.tx((tx) => endSetAside(tx, kind, through, [reason]))
  return found
}

// The contacts linked now, and those the ledger still ties to
// the deal: deleting or unlinking a deal takes a relation back.
async function contactsOfDeals({ client, tx: inPortal }: OpenPortal, dealIds: readonly string[]): Promise<string[]> {
  if (dealIds.length === 0) return []
  const linked = await client.associations('deals', 'contacts', dealIds)
  const remembered = await inPortal((tx) => contactsOfOrigins(tx, dealIds.map(dealOrigin)))
  return [...[...linked.values()].flat().map(({ id }) => id), ...remembered]
}

// Also the contacts whose legal form was last read from the company: a deleted company no longer names its people.
async function contactsOfCompanies(
  { client, settings, tx: inPortal }: OpenPortal,
  companyIds: readonly string[],
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
