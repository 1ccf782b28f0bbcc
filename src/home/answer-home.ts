import type { BreachAnswer, HomeAnswer } from '../answers/answers.ts'
import type { NightSummary } from '../night/summary.ts'
import { rulebookAt } from '../permission/rulebooks/index.ts'
import type { Context, OpenPortal } from '../portal/context.ts'
import type { PortalTx } from '../store/core/portal-tx.ts'
import { deliveryCounts } from '../store/inbox/deliveries.ts'
import { parkedCount } from '../store/inbox/inbox.ts'
import { breachCount, countWithoutDirection, refusedWrites, sweepUnderWay } from '../store/portal/home-figures.ts'
import { countSetAside, listSetAside } from '../store/portal/set-aside.ts'
import { countWaitingDeals } from '../store/portal/waiting-deals.ts'
import { type Breach, type BreachCursor, listBreaches, listWithoutDirection } from '../store/tasks/breaches.ts'
import { guardReport } from '../store/tasks/held-tasks.ts'
import { lastNight, unfinishedNights } from '../store/verdicts/nights.ts'
import { comingLapses, verdictCounts } from '../store/verdicts/verdict-counts.ts'
import { formatInstant } from '../time/instants.ts'
import { formatDay, localDay, midnight } from '../time/local-days.ts'
import { type Attention, attentionSentence } from '../words/admin/attention.ts'
import { setAsideWords } from '../words/admin/set-aside.ts'
import { verdictSentence } from '../words/rep/verdict-sentence.ts'
import type { Language } from '../words/wording.ts'

const BREACHES_SHOWN = 20
const SET_ASIDE_SHOWN = 50
const WITHIN_DAYS = [7, 30, 90] as const

/**
 * The portal at a glance: figures that are kept anyway, read from indexes. Asks HubSpot nothing, whatever the portal's
 * size.
 */
export async function answerHome(
  context: Context,
  portal: OpenPortal,
  asked: Language | null,
  behind?: BreachCursor,
): Promise<HomeAnswer> {
  const language = asked ?? portal.settings.language
  const now = context.clock.now()
  const book = rulebookAt(now)
  return portal.tx(async (tx): Promise<HomeAnswer> => {
    const sweep = await sweepProgress(tx)
    const breaches = await listBreaches(tx, BREACHES_SHOWN, behind)
    const last = breaches.length === BREACHES_SHOWN ? breaches.at(-1) : undefined
    return {
      asOf: formatInstant(now),
      rulebook: { id: book?.id ?? '', from: book?.inForce.from ?? '', until: book?.later[0]?.inForce.from ?? null },
      counts: await verdictCounts(tx),
      lapses: await lapses(tx, now),
      breaches: breaches.map((breach) => breachAnswer(breach, language)),
      breachCount: await breachCount(tx),
      withoutDirection: (await listWithoutDirection(tx, BREACHES_SHOWN)).map((call) => breachAnswer(call, language)),
      withoutDirectionCount: await countWithoutDirection(tx),
      nextBreaches: last ? `${last.at}.${last.callId}` : null,
      lastNight: await nightBehindUs(tx),
      attention: (await attention(tx, portal, sweep, now)).map((one) => attentionSentence(one, language)),
      ...(await recordsSetAside(tx, language)),
      sweep,
    }
  })
}

function breachAnswer({ callId, contactId, at, permission, reasons }: Breach, language: Language): BreachAnswer {
  const reason = verdictSentence({ permission, basis: null, until: null, reasons }, language)
  return { callId, contactId, at: formatInstant(at), reason }
}

async function recordsSetAside(
  tx: PortalTx,
  language: Language,
): Promise<Pick<HomeAnswer, 'setAside' | 'setAsideCount'>> {
  const rows = await listSetAside(tx, SET_ASIDE_SHOWN)
  return {
    setAside: rows.map(({ kind, recordId, reason, detail, since, times }) => ({
      kind,
      recordId,
      ...setAsideWords(reason, language),
      detail,
      since: formatInstant(since),
      times,
    })),
    setAsideCount: await countSetAside(tx),
  }
}

async function lapses(tx: PortalTx, now: number): Promise<HomeAnswer['lapses']> {
  const found: HomeAnswer['lapses'] = []
  for (const within of WITHIN_DAYS)
    found.push({ within, count: await comingLapses(tx, now, midnight(localDay(now) + within) + 1) })
  return found
}

async function nightBehindUs(tx: PortalTx): Promise<HomeAnswer['lastNight']> {
  const night = await lastNight(tx)
  const summary = night?.summary as Partial<NightSummary> | null | undefined
  if (!night || !summary) return null
  const { due = 0, lapsed = 0, tasksHeld = 0, hubspotCalls = 0, seconds = 0 } = summary
  return { date: night.localDate, due, lapsed, tasksHeld, hubspotCalls, seconds }
}

async function sweepProgress(tx: PortalTx): Promise<HomeAnswer['sweep']> {
  const sweep = await sweepUnderWay(tx)
  if (sweep === null) return null
  const { contacts = 0, tasks = 0 } = (sweep.cursor ?? {}) as { contacts?: number; tasks?: number }
  return { contacts, tasks }
}

async function attention(
  tx: PortalTx,
  { missingProperties }: OpenPortal,
  sweep: HomeAnswer['sweep'],
  now: number,
): Promise<Attention[]> {
  const today = formatDay(localDay(now))
  const late = (await unfinishedNights(tx)).filter(({ localDate }) => localDate < today)
  const parked = Object.entries(await parkedCount(tx)).map(
    ([what, count]): Attention => ({ kind: 'parked', what, count }),
  )
  const counted: Attention[] = [
    ...parked,
    { kind: 'broken-deliveries', count: (await deliveryCounts(tx)).broken },
    { kind: 'refused-writes', count: await refusedWrites(tx) },
    { kind: 'refused-tasks', count: (await guardReport(tx)).refused },
    { kind: 'night-lags', what: late[0]?.localDate ?? '', count: late.length },
    { kind: 'waiting-deals', count: await countWaitingDeals(tx) },
    { kind: 'missing-properties', what: [...missingProperties].sort().join(', '), count: missingProperties.size },
  ]
  const needed = counted.filter((one) => 'count' in one && one.count > 0)
  return sweep === null ? needed : [...needed, { kind: 'sweeping', ...sweep }]
}
