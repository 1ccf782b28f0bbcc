import { DateTime } from 'luxon'
import type { Case, ConsentGiven, Fact, Question, RelationFact, Verdict } from '../../src/permission/facts.ts'

/**
 * The published order of judgement written down a second time, slowly: luxon for every date, every midnight tried
 * one by one, nothing shared with src/permission but the types. Where the two differ one of them has misread the text.
 */

const ZONE = 'Europe/Amsterdam'
const FIRST_LAW = local('2021-07-01').toMillis()
const SECOND_LAW = local('2026-07-01').toMillis()
const LAST_DAY = local('2036-01-01').toMillis()

function local(day: string): DateTime {
  return DateTime.fromISO(day, { zone: ZONE })
}
const ms = (iso: string): number => DateTime.fromISO(iso, { setZone: true }).toMillis()
const today = (iso: string): DateTime => DateTime.fromISO(iso).setZone(ZONE).startOf('day')

const midnights: number[] = []
for (let day = local('2019-01-01'); day.toMillis() <= LAST_DAY; day = day.plus({ days: 1 }))
  midnights.push(day.toMillis())

type Outcome = Pick<Verdict, 'permission' | 'basis' | 'reasons' | 'rulebook'>
type Judged = Omit<Outcome, 'rulebook'>
type Reason = Verdict['reasons'][number]
/** What speaks for the call, what would if it were proven or looked at, and what does not. */
type Found = {
  readonly good: { basis: string; end: number; verified: boolean }[]
  readonly unproven: Reason[]
  readonly review: Reason[]
  readonly out: Reason[]
}
/** Why something is no ground now, and where that leads. */
type Flaw = readonly [leads: 'unproven' | 'review' | 'out', reason: Reason]
type OfType<T extends Fact['type']> = Extract<Fact, { type: T }>

const natural = ['eenmanszaak', 'vof', 'cv', 'maatschap']
const corporate = ['bv', 'nv', 'stichting', 'vereniging', 'cooperatie', 'owm']
const order = ['legal-person', 'designated-number', 'consent', 'donor', 'volunteer', 'attendee', 'customer']
const nothing = 'n.v.t.|n.v.t|nvt|n.a.|n.a|n/a|na|none|null|onbekend|unknown|geen|tbd|test'.split('|')
const visible = (text: string): string[] => [...text].filter((sign) => !/\p{Cf}/u.test(sign))
const blank = (answer: string | null | undefined): boolean => {
  const signs = visible(answer ?? '')
  const filled = signs.some((sign) => /\p{L}|\p{N}/u.test(sign))
  return !filled || nothing.includes(signs.join('').replaceAll('\u0085', ' ').trim().toLowerCase())
}
const imported = (method: string | null | undefined): boolean =>
  visible((method ?? '').toLowerCase().normalize('NFD'))
    .filter((sign) => !/\p{Mn}/u.test(sign))
    .join('')
    .includes('import')

export function reference(input: Case): Verdict {
  const answerAt = judgeOf(input)
  const from = ms(input.question.at)
  const now = answerAt(from)
  let until: number | null = null
  let changesAt: number | null = null
  for (const midnight of midnights) {
    if (midnight <= from) continue
    const then = answerAt(midnight)
    if (changesAt === null && (then.permission !== now.permission || then.basis !== now.basis)) changesAt = midnight
    if (until === null && now.permission === 'allowed' && then.permission !== 'allowed') until = midnight
    if (changesAt !== null && (until !== null || now.permission !== 'allowed')) break
  }
  return { id: input.id, ...now, until: print(until), changesAt: print(changesAt) }
}

function print(instant: number | null): string | null {
  return instant === null ? null : DateTime.fromMillis(instant, { zone: ZONE }).toISO({ suppressMilliseconds: true })
}

function judgeOf({ question, sender, house, facts }: Case): (t: number) => Outcome {
  const asked = ms(question.at)
  const happened = facts.filter((fact) => ms(fact.at) <= asked)
  const all = <T extends Fact['type']>(type: T): OfType<T>[] => happened.filter((f): f is OfType<T> => f.type === type)
  const newest = (list: readonly Fact[]): number => Math.max(-Infinity, ...list.map((fact) => ms(fact.at)))
  const newestObjection = newest(all('objection'))
  const consentYears = house?.consentYears ?? 3
  const relationYears = house?.relationYears ?? 3
  const requireVerified = house?.requireVerified ?? false

  const requestEnds = all('call-requested')
    .filter((r) => r.number === question.number && r.controller === question.controller && question.channel === 'human')
    .filter((r) => ms(r.at) > newestObjection)
    .map((r) => (r.until ? local(r.until).plus({ days: 1 }) : today(r.at).plus({ days: 14 })).toMillis())

  const statements = all('numbers')
  const current = statements.filter((fact) => ms(fact.at) === newest(statements))
  const mismatch = current.length > 0 && !current.every((fact) => fact.numbers.includes(question.number))

  const forms = all('legal-form')
    .filter((fact) => ms(fact.at) === newest(all('legal-form')))
    .map((fact) => fact.form)
  const form =
    forms.length === 0 || forms.includes('unknown')
      ? 'unknown'
      : (forms.find((f) => f === 'consumer') ?? forms.find((f) => natural.includes(f)) ?? forms[0] ?? 'unknown')

  const consents = all('consent-given').map((consent) => ({
    consent,
    whole: !['givenBy', 'method', 'source', 'notice'].some((k) => blank(consent.proof?.[k as 'givenBy'])),
    withdrawn: all('consent-withdrawn').some(
      (w) => (w.consent === null || w.consent === consent.id) && ms(w.at) >= ms(consent.at),
    ),
    verified: all('consent-verified').some((v) => v.consent === consent.id && ms(v.at) >= ms(consent.at)),
    end: Math.min(
      consent.until ? local(consent.until).plus({ days: 1 }).toMillis() : Infinity,
      today(consent.at).plus({ years: consentYears }).toMillis(),
    ),
    misfit: consentMisfit(consent, question),
  }))

  const relations = all('relation').map((event) => ({ event, misfit: relationMisfit(event, question) }))
  const groups = new Map<string, RelationFact[]>()
  for (const { event, misfit } of relations) {
    const key = JSON.stringify([event.relation, event.kind])
    if (misfit === null) groups.set(key, [...(groups.get(key) ?? []), event])
  }
  const windows = [...groups.values()].map((events) => {
    const kind = events[0]?.kind ?? 'customer'
    const ended = newest(
      all('relation').filter((e) => e.event === 'ended' && e.relation === events[0]?.relation && e.kind === kind),
    )
    const started = newest(events.filter((e) => e.event === 'started'))
    const transaction = newest(events.filter((e) => e.event === 'transaction'))
    const later = (at: number): number =>
      at === -Infinity
        ? -Infinity
        : DateTime.fromMillis(at, { zone: ZONE }).startOf('day').plus({ years: relationYears }).toMillis()
    const end = started > ended ? Infinity : Math.max(later(ended), later(transaction))
    const merge = (name: 'numberGiven' | 'objectionOffered'): boolean | null => {
      const answers = events.map((e) => e.collection[name])
      return answers.includes(false) ? false : answers.includes(true) ? true : null
    }
    return { kind, end, answers: [merge('numberGiven'), merge('objectionOffered')] }
  })

  const objected = newestObjection > -Infinity
  const survives = ({ consent, whole }: (typeof consents)[number]): boolean =>
    !objected || (whole && ms(consent.at) > newestObjection && !imported(consent.proof?.method))

  const lookAtNumber = (found: Found): void => {
    if (objected || question.channel !== 'human') return
    if (corporate.includes(form)) found.good.push({ basis: 'legal-person', end: Infinity, verified: false })
    for (const d of all('number-designated')) {
      if (!natural.includes(form) || d.number !== question.number || d.purpose !== question.purpose) continue
      if (blank(d.url)) found.unproven.push('incomplete-proof')
      else found.good.push({ basis: 'designated-number', end: Infinity, verified: false })
    }
  }
  const flawOfConsent = (c: (typeof consents)[number], t: number): Flaw | null => {
    if (c.misfit !== null) return ['out', c.misfit]
    if (c.withdrawn) return ['out', 'withdrawn']
    if (t >= c.end) return ['out', 'expired-consent']
    if (!c.whole) return ['unproven', 'incomplete-proof']
    return requireVerified && !c.verified ? ['unproven', 'unverified'] : null
  }
  const lookAtConsents = (t: number, found: Found): void => {
    for (const c of consents.filter(survives)) {
      const flaw = flawOfConsent(c, t)
      if (flaw !== null) found[flaw[0]].push(flaw[1])
      else found.good.push({ basis: 'consent', end: c.end, verified: c.verified })
    }
  }
  const endsWithSecondLaw = (kind: RelationFact['kind']): boolean =>
    kind === 'customer' && !['publisher', 'lottery'].includes(sender.kind)
  const flawOfRelation = ({ kind, end, answers }: (typeof windows)[number], t: number): Flaw | null => {
    if (endsWithSecondLaw(kind) && t >= SECOND_LAW) return ['out', 'customer-exception-ended']
    if (kind !== 'customer' && sender.kind !== 'charity') return ['out', 'relation-not-granted']
    if (t >= end) return ['out', 'expired-relation']
    if (answers.includes(false)) return ['out', 'collection-refused']
    if (kind === 'sympathiser') return ['review', 'sympathiser']
    return answers.includes(null) ? ['unproven', 'collection-unproven'] : null
  }
  const lookAtRelations = (t: number, found: Found): void => {
    if (objected) return
    found.out.push(...relations.flatMap(({ misfit }) => misfit ?? []))
    for (const window of windows) {
      const { kind } = window
      const end = endsWithSecondLaw(kind) ? Math.min(window.end, SECOND_LAW) : window.end
      const flaw = flawOfRelation(window, t)
      if (flaw !== null) found[flaw[0]].push(flaw[1])
      else found.good.push({ basis: kind, end, verified: false })
    }
  }
  const withoutGround = ({ unproven, review, out }: Found): Judged => {
    if (unproven.length > 0) return because('needs-evidence', unproven)
    if (objected) return because('denied', ['objection'])
    if (review.length > 0) return because('needs-review', review)
    const lost: Reason[] = out.length > 0 ? out : ['no-basis']
    const formMissing = form === 'unknown' && question.channel === 'human'
    return because('denied', formMissing ? [...lost, 'legal-form-unknown'] : lost)
  }
  const judgedAt = (t: number): Judged => {
    if (question.purpose === 'service') return { permission: 'allowed', basis: 'service', reasons: [] }
    if (question.purpose === 'requested') {
      const open = requestEnds.some((end) => t < end)
      return open ? { permission: 'allowed', basis: 'requested', reasons: [] } : because('denied', ['no-request'])
    }
    if (mismatch) return because('denied', ['number-mismatch'])
    const found: Found = { good: [], unproven: [], review: [], out: [] }
    lookAtNumber(found)
    lookAtConsents(t, found)
    lookAtRelations(t, found)
    return found.good.length > 0 ? lastingLongest(found.good) : withoutGround(found)
  }

  return (t) => {
    if (t < FIRST_LAW) return { rulebook: null, ...because('needs-review', ['no-rulebook']) }
    return { rulebook: t < SECOND_LAW ? 'nl-2021-07-01' : 'nl-2026-07-01', ...judgedAt(t) }
  }
}

function because(permission: Verdict['permission'], codes: readonly Reason[]): Judged {
  return { permission, basis: null, reasons: [...new Set(codes)].sort() }
}

function lastingLongest(good: Found['good']): Judged {
  const longest = Math.max(...good.map((g) => g.end))
  const last = good.filter((g) => g.end === longest)
  const basis = order.find((name) => last.some((g) => g.basis === name)) as Exclude<Verdict['basis'], null>
  const bare = basis === 'consent' && !last.some((g) => g.basis === 'consent' && g.verified)
  return { permission: 'allowed', basis, reasons: bare ? ['unverified'] : [] }
}

function consentMisfit(consent: ConsentGiven, question: Question): Reason | null {
  if (consent.number !== question.number) return 'consent-number-mismatch'
  if (consent.controller !== question.controller) return 'controller-mismatch'
  if (consent.purpose !== question.purpose) return 'purpose-mismatch'
  if (consent.channel !== question.channel) return 'channel-mismatch'
  const covered =
    consent.products === 'any' || (question.product !== null && consent.products.includes(question.product))
  return covered ? null : 'product-mismatch'
}

function relationMisfit(event: RelationFact, question: Question): Reason | null {
  if (question.channel !== 'human') return 'channel-mismatch'
  if (question.purpose !== (event.kind === 'customer' ? 'commercial' : 'charitable')) return 'purpose-mismatch'
  if (event.controller !== question.controller) return 'controller-mismatch'
  if (event.number !== question.number) return 'relation-number-mismatch'
  if (event.product !== question.product) return 'product-mismatch'
  return null
}
