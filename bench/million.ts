import type { SandboxApi } from '../demo/sandbox-api.ts'
import type { Parts } from '../src/app.ts'
import { openPortal } from '../src/portal/open-portal.ts'
import { withPortal } from '../src/store/core/portal-tx.ts'

const AT_ONCE = 100_000

export type Sizes = { readonly contacts: number; readonly due: number; readonly tasks: number }

/**
 * A portal of many contacts with a consent each, judged and written long ago, inserted straight into the
 * database. The consents of the first `due` contacts end on 2026-08-31. Every 20th of these has a call task.
 */
export async function buildPortal(
  sandbox: SandboxApi,
  { context }: Parts,
  portalId: number,
  sizes: Sizes,
): Promise<void> {
  const { firstId } = await sandbox.call<{ firstId: string }>('POST', `/sandbox/portals/${portalId}/bulk-contacts`, {
    count: sizes.contacts,
    template: { email: 'c{n}@example.nl', firstname: 'C{n}', mobilephone: '+316{n8}' },
  })
  const first = Number(firstId)
  const controller = (await openPortal(context, portalId))?.settings.controller
  for (let from = 0; from < sizes.contacts; from += AT_ONCE) {
    const to = Math.min(from + AT_ONCE, sizes.contacts) - 1
    await withPortal(context.store, portalId, async (tx) => {
      await tx.query(FACTS, [from, to, first, sizes.due, controller])
      await tx.query(VERDICTS, [from, to, first, sizes.due])
    })
  }
  await context.store.pool.query('select 1')
  const every = Math.max(1, Math.floor(sizes.due / Math.max(1, sizes.tasks)))
  for (let n = 0; n < sizes.tasks; n += 1) {
    await sandbox.create(portalId, 'tasks', {
      properties: { hs_task_type: 'CALL', hs_task_subject: 'Bel', hs_task_status: 'NOT_STARTED', hs_task_body: 'Dak' },
      associations: [{ type: 'contacts', id: String(first + n * every) }],
    })
  }
}

const CROWD = `select n, ($3::bigint + n)::text as id, '+316' || lpad((n + 1)::text, 8, '0') as number,
    case when n < $4 then '2026-08-31' else '2028-12-31' end as last_day from generate_series($1::int, $2::int) as n`

const FACTS = `
  with crowd as (${CROWD})
  insert into ledger (contact_id, origin, fact_key, generation, type, at, body, recorded_at)
  select id, 'contact:' || id, 'bench ' || type || id, 0, type, 1767258000000, body, 1767258000000
  from crowd, lateral (values
    ('numbers', jsonb_build_object('type', 'numbers', 'at', '2026-01-01T10:00:00+01:00', 'numbers', jsonb_build_array(number))),
    ('consent-given', jsonb_build_object('type', 'consent-given', 'at', '2026-01-01T10:00:00+01:00', 'id', id, 'number', number,
      'controller', $5::text, 'purpose', 'commercial', 'products', 'any', 'channel', 'human', 'until', last_day,
      'proof', jsonb_build_object('givenBy', 'Jo', 'method', 'web-form', 'source', 'form 7', 'notice', 'v1')))
  ) as facts (type, body)`

// Ends of the two last days, in epoch milliseconds: 00:00 in Amsterdam on 2026-09-01 and on 2029-01-01.
const VERDICTS = `
  with crowd as (${CROWD}), ends as (select *, case when n < $4 then 1788213600000 else 1861916400000 end as ends from crowd)
  insert into verdicts (contact_id, permission, basis, reasons, until, changes_at, rulebook, decided_at, numbers, announced, told)
  select id, 'allowed', 'consent', array['unverified'], ends, ends, 'nl-2026-07-01', 1785532000000,
    jsonb_build_array(jsonb_build_object('number', number, 'permission', 'allowed', 'basis', 'consent', 'until', ends,
      'reasons', jsonb_build_array('unverified'))), true, 'allowed'
  from ends`
