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
type OfType<T extends Fact['type']> = Extract<Fact, { type: T }>

const natural = ['eenmanszaak', 'vof', 'cv', 'maatschap']
const corporate = ['bv', 'nv', 'stichting', 'vereniging', 'cooperatie', 'owm']
const order = ['legal-person', 'designated-number', 'consent', 'donor', 'volunteer', 'attendee', 'customer']
const blank = (answer: string | null | undefined): boolean => (answer ?? '').trim() === ''

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

  return (t) => {
    if (t < FIRST_LAW) return { permission: 'needs-review', basis: null, rulebook: null, reasons: ['no-rulebook'] }
    const rulebook = t < SECOND_LAW ? 'nl-2021-07-01' : 'nl-2026-07-01'
    const no = (...reasons: Verdict['reasons'][number][]): Outcome => ({
      permission: 'denied',
      basis: null,
      rulebook,
      reasons: [...new Set(reasons)].sort(),
    })
    if (question.purpose === 'service') return { permission: 'allowed', basis: 'service', rulebook, reasons: [] }
    if (question.purpose === 'requested') {
      const open = requestEnds.some((end) => t < end)
      return open ? { permission: 'allowed', basis: 'requested', rulebook, reasons: [] } : no('no-request')
    }
    if (mismatch) return no('number-mismatch')

    const objected = newestObjection > -Infinity
    const good: { basis: string; end: number; verified: boolean }[] = []
    const unproven: Verdict['reasons'][number][] = []
    const review: Verdict['reasons'][number][] = []
    const out: Verdict['reasons'][number][] = []

    if (!objected && question.channel === 'human') {
      if (corporate.includes(form)) good.push({ basis: 'legal-person', end: Infinity, verified: false })
      for (const d of all('number-designated')) {
        if (!natural.includes(form) || d.number !== question.number || d.purpose !== question.purpose) continue
        if (blank(d.url)) unproven.push('incomplete-proof')
        else good.push({ basis: 'designated-number', end: Infinity, verified: false })
      }
    }
    for (const c of consents) {
      if (objected && !(c.whole && ms(c.consent.at) > newestObjection && c.consent.proof?.method !== 'import')) continue
      if (c.misfit !== null) out.push(c.misfit)
      else if (c.withdrawn) out.push('withdrawn')
      else if (t >= c.end) out.push('expired-consent')
      else if (!c.whole) unproven.push('incomplete-proof')
      else if (requireVerified && !c.verified) unproven.push('unverified')
      else good.push({ basis: 'consent', end: c.end, verified: c.verified })
    }
    if (!objected) {
      for (const { misfit } of relations) if (misfit !== null) out.push(misfit)
      for (const { kind, end, answers } of windows) {
        const commercialEnd = kind === 'customer' && !['publisher', 'lottery'].includes(sender.kind)
        if (commercialEnd && t >= SECOND_LAW) out.push('customer-exception-ended')
        else if (kind !== 'customer' && sender.kind !== 'charity') out.push('relation-not-granted')
        else if (t >= end) out.push('expired-relation')
        else if (answers.includes(false)) out.push('collection-refused')
        else if (kind === 'sympathiser') review.push('sympathiser')
        else if (answers.includes(null)) unproven.push('collection-unproven')
        else good.push({ basis: kind, end: commercialEnd ? Math.min(end, SECOND_LAW) : end, verified: false })
      }
    }

    if (good.length > 0) {
      const longest = Math.max(...good.map((g) => g.end))
      const last = good.filter((g) => g.end === longest)
      const basis = order.find((name) => last.some((g) => g.basis === name)) as Exclude<Verdict['basis'], null>
      const bare = basis === 'consent' && !last.some((g) => g.basis === 'consent' && g.verified)
      return { permission: 'allowed', basis, rulebook, reasons: bare ? ['unverified'] : [] }
    }
    const only = (permission: Verdict['permission'], codes: Verdict['reasons']): Outcome => ({
      permission,
      basis: null,
      rulebook,
      reasons: [...new Set(codes)].sort(),
    })
    if (unproven.length > 0) return only('needs-evidence', unproven)
    if (objected) return no('objection')
    if (review.length > 0) return only('needs-review', review)
    const lost: typeof out = out.length > 0 ? out : ['no-basis']
    return form === 'unknown' && question.channel === 'human' ? no(...lost, 'legal-form-unknown') : no(...lost)
  }
}

function consentMisfit(consent: ConsentGiven, question: Question): Verdict['reasons'][number] | null {
  if (consent.number !== question.number) return 'consent-number-mismatch'
  if (consent.controller !== question.controller) return 'controller-mismatch'
  if (consent.purpose !== question.purpose) return 'purpose-mismatch'
  if (consent.channel !== question.channel) return 'channel-mismatch'
  const covered =
    consent.products === 'any' || (question.product !== null && consent.products.includes(question.product))
  return covered ? null : 'product-mismatch'
}

function relationMisfit(event: RelationFact, question: Question): Verdict['reasons'][number] | null {
  if (question.channel !== 'human') return 'channel-mismatch'
  if (question.purpose !== (event.kind === 'customer' ? 'commercial' : 'charitable')) return 'purpose-mismatch'
  if (event.controller !== question.controller) return 'controller-mismatch'
  if (event.number !== question.number) return 'relation-number-mismatch'
  if (event.product !== question.product) return 'product-mismatch'
  return null
}
