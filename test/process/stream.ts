import { setTimeout as sleep } from 'node:timers/promises'
import { PORTALS } from '../../demo/portals.ts'
import type { Service } from './service.ts'

/** People of one kind each: who consents, who is only known, who consents and then objects. */
const KINDS = ['consents', 'known', 'objects'] as const

const idOf = (n: number) => String(1_000 + n)
const taskOf = (n: number) => String(5_000 + n)
const numberOf = (n: number) => `+316${String(40_000_000 + n)}`

/**
 * What happens in both portals, person by person: a contact, a form for those who consent, a call task, an objection.
 */
export async function stream(service: Service, from: number, to: number): Promise<void> {
  for (let n = from; n < to; n += 1) await Promise.all(PORTALS.map(({ portalId }) => happens(service, portalId, n)))
}

async function happens({ sandbox }: Service, portalId: number, n: number): Promise<void> {
  const [id, email, mobilephone] = [idOf(n), `s${n}@example.nl`, numberOf(n)]
  const kind = KINDS[n % KINDS.length]
  await sandbox.create(portalId, 'contacts', { id, properties: { email, mobilephone, firstname: `S${n}` } })
  if (kind !== 'known')
    await sandbox.submitForm(portalId, {
      formId: 'f',
      formName: 'Bel mij',
      page: 'https://x.nl/bel',
      submissionId: `s-${n}`,
      properties: { email, mobilephone, belrecht_opt_in: 'true' },
    })
  await sandbox.create(portalId, 'tasks', {
    id: taskOf(n),
    properties: {
      hs_task_type: 'CALL',
      hs_task_subject: `Bel ${n}`,
      hs_task_status: 'NOT_STARTED',
      hs_task_body: 'Dak',
    },
    associations: [{ type: 'contacts', id }],
  })
  if (kind === 'objects')
    await sandbox.change(portalId, 'contacts', id, { properties: { belrecht_do_not_call: 'true' } })
}

const SHOWN = {
  contacts: [
    'belrecht_permission',
    'belrecht_basis',
    'belrecht_consent_status',
    'belrecht_do_not_call',
    'belrecht_allowed_numbers',
  ],
  tasks: ['hs_task_type', 'hs_task_status', 'hs_task_subject', 'hs_task_body'],
} as const

/** All that HubSpot shows of the people up to `to`, and what the ledger holds of them: times left out. */
export async function endState(service: Service, to: number): Promise<Record<string, unknown>> {
  const state: Record<string, unknown> = {}
  for (const { portalId } of PORTALS) {
    for (const [type, idFor] of [
      ['contacts', idOf],
      ['tasks', taskOf],
    ] as const) {
      for (let n = 0; n < to; n += 1) {
        const { properties } = await service.sandbox.read(portalId, type, idFor(n))
        state[`${portalId} ${type} ${idFor(n)}`] = SHOWN[type].map((name) => properties[name] ?? '')
      }
    }
    const ledger = 'select contact_id, type, count(*) from ledger group by 1, 2 order by 1, 2'
    state[`${portalId} ledger`] = await service.query(portalId, ledger)
    const held = 'select task_id, state, originals from held_tasks order by 1'
    state[`${portalId} held`] = await service.query(portalId, held)
  }
  return state
}

/** Until HubSpot's deliveries are taken, every event is carried out and every verdict written. */
export async function settled(service: Service, timeoutMs = 60_000): Promise<void> {
  const end = Date.now() + timeoutMs
  for (let quiet = 0; quiet < 3; ) {
    const { idle } = await service.sandbox.deliveriesSettled()
    const left = idle ? await leftOver(service) : -1
    quiet = left === 0 ? quiet + 1 : 0
    if (Date.now() > end) throw new Error(`not settled within ${timeoutMs} ms: ${left} left`)
    await sleep(100)
  }
}

async function leftOver(service: Service): Promise<number> {
  const counts = await Promise.all(
    PORTALS.map(({ portalId }) =>
      service.query<{ count: number }>(
        portalId,
        `select (select count(*) from inbox where state = 'pending') + (select count(*) from deliveries where not split)
           + (select count(*) from verdicts where not announced) + (select count(*) from refresh_requests) as count`,
      ),
    ),
  )
  return counts.flat().reduce((sum, { count }) => sum + Number(count), 0)
}
