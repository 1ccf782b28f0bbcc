import { Alert, Button, ErrorState, LoadingButton, LoadingSpinner, StatusTag, Text } from '@hubspot/ui-extensions'
import { createElement } from 'react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { PermissionCard } from '../../hubspot-project/src/app/cards/PermissionCard.tsx'
import { allowedContact, allowedProperties, cardAnswer, deniedContact } from './answers.ts'
import { propertiesAnswer, rendererAt, type Service, saidBy, serve } from './page-kit.ts'

const CARD = 'GET /card/permission'

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-11-23T10:00:00+01:00') })
})
afterEach(() => {
  vi.useRealTimers()
})

type Setting = { service?: Service; properties?: Record<string, string | null>; locale?: string }

function openCard({ service = {}, properties = allowedProperties, locale = 'en-gb' }: Setting) {
  const { calls } = serve(service)
  const renderer = rendererAt('crm.record.sidebar', locale)
  const hook = propertiesAnswer(properties)
  renderer.mocks.useCrmProperties.willCall(() => hook)
  renderer.render(createElement(PermissionCard))
  const badge = () => renderer.findByTestId(StatusTag, 'verdict')
  const whole = () => saidBy(renderer.getRootNode())
  return { ...renderer, calls, badge, whole }
}

const answering = (...contacts: Parameters<typeof cardAnswer>): Service => ({
  [CARD]: { json: cardAnswer(...contacts) },
})

describe('first paint, from the record alone', () => {
  it.each([
    ['allowed and in term', {}, 'success', 'Calling allowed'],
    ['its last day, today', { belrecht_valid_until: '2026-11-23' }, 'success', 'Calling allowed'],
    ['its last day, yesterday', { belrecht_valid_until: '2026-11-22' }, 'danger', 'Do not call'],
    ['a day in milliseconds', { belrecht_valid_until: String(Date.UTC(2026, 10, 22)) }, 'danger', 'Do not call'],
    ['a day nobody can read', { belrecht_valid_until: 'soon' }, 'default', 'Not judged yet'],
    ['no end', { belrecht_valid_until: '', belrecht_basis: 'legal-person' }, 'success', 'Calling allowed'],
    ['a consent nobody verified', { belrecht_consent_status: 'given' }, 'warning', 'Allowed, not verified'],
    ['a donor', { belrecht_basis: 'donor', belrecht_consent_status: 'none' }, 'success', 'Calling allowed'],
    ['denied', { belrecht_permission: 'denied' }, 'danger', 'Do not call'],
    ['needs evidence', { belrecht_permission: 'needs_evidence' }, 'warning', 'Not yet: proof is missing'],
    ['needs review', { belrecht_permission: 'needs_review' }, 'info', 'Have it reviewed first'],
    ['never judged', { belrecht_permission: null }, 'default', 'Not judged yet'],
    ['a word nobody knows', { belrecht_permission: 'yes' }, 'default', 'Not judged yet'],
  ])('%s', (_, change, variant, words) => {
    const { badge } = openCard({ properties: { ...allowedProperties, ...change } })
    expect(badge().props.variant).toBe(variant)
    expect(badge().text).toBe(words)
  })

  it('is of the day in Amsterdam, not in London or New York', () => {
    vi.setSystemTime(new Date('2026-11-22T23:30:00Z'))
    const { badge } = openCard({ properties: { ...allowedProperties, belrecht_valid_until: '2026-11-22' } })
    expect(badge().props.variant).toBe('danger')
  })

  it('says that it is loading while nothing is known', () => {
    serve({})
    const renderer = rendererAt('crm.record.sidebar')
    renderer.mocks.useCrmProperties.willCall(() => ({ ...propertiesAnswer({}), isLoading: true }))
    renderer.render(createElement(PermissionCard))
    expect(renderer.find(LoadingSpinner).props.label).toBe('Looking up call permission')
  })
})

describe('detail, from our service', () => {
  it('asks once, about this record, in the user’s language', async () => {
    const { calls, waitFor, findByTestId } = openCard({ service: answering(allowedContact()) })
    await waitFor(() => findByTestId(Text, 'sentence'))
    expect(calls.map(({ method, path, query }) => [method, path, Object.fromEntries(query)])).toEqual([
      ['GET', '/card/permission', { objectType: 'contacts', objectId: '123', language: 'en' }],
    ])
  })

  it('shows verdict, ground, days left, number, six answers, timeline and rule', async () => {
    const { waitFor, findByTestId, badge, whole } = openCard({ service: answering(allowedContact()) })
    await waitFor(() => findByTestId(Text, 'sentence'))
    expect(badge().props.variant).toBe('success')
    expect(findByTestId(Text, 'until').text).toBe('30 June 2029 (946 days left, today included)')
    expect(findByTestId(Text, 'number').text).toBe('+31612345678')
    expect(findByTestId(Text, 'answer-method').text).toBe('Web form')
    expect(findByTestId(Text, 'answer-givenAt').text).toMatch(/30 Jun(e)? 2026, 10:00/)
    expect(findByTestId(Text, 'entry-0').text).toBe('Consent given.')
    expect(whole()).toContain('art. 11.7 Tw (statute)')
    expect(findByTestId(Text, 'as-of').text).toMatch(
      /^Rule book nl-2026-07-01\. As of 23 Nov 2026, 10:00\. Not legal advice\.$/,
    )
  })

  it('warns where a consent was never verified, whatever the record says', async () => {
    const { waitFor, findByTestId, badge } = openCard({ service: answering(allowedContact({ unverified: true })) })
    await waitFor(() => findByTestId(Text, 'sentence'))
    expect(badge().props.variant).toBe('warning')
  })

  it('refuses a green whose last day has passed', async () => {
    const { waitFor, findByTestId, badge } = openCard({
      service: answering(allowedContact({ validUntil: '2026-11-22' })),
    })
    await waitFor(() => findByTestId(Text, 'sentence'))
    expect(badge().props.variant).toBe('danger')
    expect(findByTestId(Text, 'sentence').text).toContain('ended on 22 November 2026')
  })

  it('says what would turn it green, and which tasks are held', async () => {
    const { waitFor, findByTestId } = openCard({ service: answering(deniedContact()) })
    await waitFor(() => findByTestId(Alert, 'next-steps'))
    expect(saidBy(findByTestId(Alert, 'next-steps'))).toContain('new, complete consent')
    expect(findByTestId(StatusTag, 'task-9').text).toBe('#9 held')
  })

  it('says not now outside the hours of the code, without touching the verdict', async () => {
    const conduct = {
      callNow: false,
      from: '2026-11-30T09:00:00+01:00',
      sentence: 'Not now: from Monday 09:00.',
      rule: null,
    }
    const warnings = ['No call since the consent of 1 May 2026 is known.']
    const { waitFor, findByTestId, badge } = openCard({ service: answering(allowedContact({ conduct, warnings })) })
    await waitFor(() => findByTestId(Alert, 'not-now'))
    expect(saidBy(findByTestId(Alert, 'not-now'))).toContain('from Monday 09:00')
    expect(saidBy(findByTestId(Alert, 'warnings'))).toContain('1 May 2026')
    expect(badge().props.variant).toBe('success')
  })

  it('leaves nothing out: an answer nobody gave, a fact taken back, each of several numbers', async () => {
    const base = allowedContact()
    const contact = allowedContact({
      consent: { ...(base.consent as NonNullable<typeof base.consent>), method: null, status: 'given' },
      timeline: [{ ...(base.timeline[0] as (typeof base.timeline)[0]), retractedAt: '2026-07-02T09:00:00+02:00' }],
      numbers: [
        { number: '+31612345678', permission: 'allowed', reason: 'consent', until: null },
        { number: '+31101234567', permission: 'needs-evidence', reason: 'proof is incomplete', until: null },
      ],
    })
    const { waitFor, findByTestId, findAll, whole } = openCard({ service: answering(contact) })
    await waitFor(() => findByTestId(Text, 'sentence'))
    expect(findByTestId(Text, 'answer-method').text).toBe('not answered')
    expect(whole()).toContain('Proof of consent (5/6)')
    expect(findByTestId(Text, 'entry-0').props.format?.lineDecoration).toBe('strikethrough')
    const numbers = findAll(StatusTag, (tag) => tag.props.testId?.startsWith('number-') === true)
    expect(numbers.map(({ text, props }) => [text, props.variant])).toEqual([
      ['+31612345678', 'success'],
      ['+31101234567', 'warning'],
    ])
  })

  it('speaks Dutch to who reads Dutch', async () => {
    const { calls, waitFor, findByTestId, badge, whole } = openCard({
      service: answering(deniedContact()),
      locale: 'nl-nl',
    })
    await waitFor(() => findByTestId(Text, 'sentence'))
    expect(badge().text).toBe('Niet bellen')
    expect(calls[0]?.query.get('language')).toBe('nl')
    expect(findByTestId(Button, 'objection').text).toBe('Wil niet gebeld worden')
    expect(whole()).toContain('Wat het groen zou maken')
  })
})

describe('when something is amiss', () => {
  it('stays right while our service is down, and says what is stale', async () => {
    const { waitFor, findByTestId, badge } = openCard({})
    await waitFor(() => findByTestId(Alert, 'stale'))
    expect(badge().props.variant).toBe('success')
    expect(findByTestId(Text, 'glance-sentence').text).toBe(allowedProperties.belrecht_reason)
    expect(saidBy(findByTestId(Alert, 'stale'))).toMatch(
      /decided 1 Nov 2026, 09:00.*objection or withdrawal made since may be missing/,
    )
  })

  it('never turns a lapsed yes green because our service is down', async () => {
    const { waitFor, findByTestId, badge } = openCard({
      properties: { ...allowedProperties, belrecht_valid_until: '2026-01-31' },
    })
    await waitFor(() => findByTestId(Alert, 'stale'))
    expect(badge().props.variant).toBe('danger')
    expect(findByTestId(Text, 'glance-sentence').text).toContain('31 January 2026')
  })

  it.each([500, 503, 429])('takes %i for a service that is down', async (status) => {
    const { waitFor, findByTestId } = openCard({ service: { [CARD]: { status } } })
    await waitFor(() => findByTestId(Alert, 'stale'))
  })

  it('tries again when asked to', async () => {
    let up = false
    const service: Service = { [CARD]: () => (up ? { json: cardAnswer(deniedContact()) } : 'unreachable') }
    const { waitFor, findByTestId, maybeFindByTestId, badge } = openCard({ service })
    await waitFor(() => findByTestId(Button, 'retry'))
    up = true
    findByTestId(Button, 'retry').trigger('onClick')
    await waitFor(() => findByTestId(Text, 'sentence'))
    expect(maybeFindByTestId(Alert, 'stale')).toBeNull()
    expect(badge().props.variant).toBe('danger')
  })

  it('shows why it was refused beside what the record says', async () => {
    const refused = { status: 404, json: { code: 'contact-unknown', detail: 'This contact is not in this account.' } }
    const { waitFor, find, badge } = openCard({
      service: { [CARD]: refused },
      properties: { ...allowedProperties, belrecht_permission: 'denied' },
    })
    await waitFor(() => find(ErrorState))
    expect(saidBy(find(ErrorState))).toContain('not in this account')
    expect(badge().props.variant).toBe('danger')
  })

  it('asks again when a property changes on the record', async () => {
    const { calls } = serve(answering(allowedContact()))
    const renderer = rendererAt('crm.record.sidebar')
    const states = [
      propertiesAnswer(allowedProperties),
      propertiesAnswer({ ...allowedProperties, belrecht_permission: 'denied' }),
    ]
    let state = states[0] as (typeof states)[0]
    renderer.mocks.useCrmProperties.willCall(() => state)
    renderer.render(createElement(PermissionCard))
    await renderer.waitFor(() => renderer.findByTestId(Text, 'sentence'))
    state = states[1] as (typeof states)[0]
    renderer.render(createElement(PermissionCard))
    await renderer.waitFor(() => expect(calls.length).toBeGreaterThan(1))
  })
})

describe('actions', () => {
  it('record an objection after one confirmation, and show how it stands', async () => {
    const service = { ...answering(allowedContact()), 'POST /card/objections': { json: deniedContact() } }
    const { calls, waitFor, findByTestId, badge, mocks } = openCard({ service })
    await waitFor(() => findByTestId(Button, 'objection'))
    expect(calls).toHaveLength(1)
    findByTestId(Button, 'confirm-objection').trigger('onClick')
    await waitFor(() => expect(badge().props.variant).toBe('danger'))
    expect(calls[1]).toMatchObject({ method: 'POST', path: '/card/objections', body: { contactId: '101' } })
    expect(mocks.actions.addAlert.calls.at(-1)).toEqual([{ type: 'success', message: 'Recorded.' }])
    expect(mocks.actions.closeOverlay.calls).toEqual([['objection-101']])
  })

  it('re-check, and say when it was refused', async () => {
    const refused = { status: 403, json: { code: 'not-allowed', detail: 'Ask an admin for access to this contact.' } }
    const { waitFor, findByTestId, mocks, badge } = openCard({
      service: { ...answering(allowedContact()), 'POST /card/recheck': refused },
    })
    await waitFor(() => findByTestId(LoadingButton, 'recheck'))
    findByTestId(LoadingButton, 'recheck').trigger('onClick')
    await waitFor(() => expect(mocks.actions.addAlert.called).toBe(true))
    const message = 'Not done. Ask an admin for access to this contact.'
    expect(mocks.actions.addAlert.calls).toEqual([[{ type: 'danger', message }]])
    expect(badge().props.variant).toBe('success')
  })

  it('say that nothing was recorded when our service is away', async () => {
    const { waitFor, findByTestId, mocks } = openCard({ service: answering(allowedContact()) })
    await waitFor(() => findByTestId(Button, 'confirm-objection'))
    findByTestId(Button, 'confirm-objection').trigger('onClick')
    await waitFor(() => expect(mocks.actions.addAlert.called).toBe(true))
    expect(mocks.actions.addAlert.calls[0]?.[0]).toMatchObject({
      type: 'danger',
      message: expect.stringContaining('nothing was recorded'),
    })
  })

  it('copy the link of the person’s own page', async () => {
    const { waitFor, findByTestId, mocks } = openCard({ service: answering(allowedContact()) })
    await waitFor(() => findByTestId(Button, 'copy'))
    findByTestId(Button, 'copy').trigger('onClick')
    await vi.waitFor(() => expect(mocks.actions.addAlert.called).toBe(true))
    expect(mocks.actions.copyTextToClipboard.calls).toEqual([['https://belrecht.example/p/abc']])
  })

  it('are not offered to a user who may only read, nor a link that does not exist', async () => {
    const answer = { ...cardAnswer(allowedContact({ pageUrl: null })), canEdit: false }
    const { waitFor, findByTestId, maybeFindByTestId } = openCard({ service: { [CARD]: { json: answer } } })
    await waitFor(() => findByTestId(Text, 'read-only'))
    for (const id of ['consent', 'objection', 'copy']) expect(maybeFindByTestId(Button, id)).toBeNull()
    expect(maybeFindByTestId(LoadingButton, 'recheck')).toBeNull()
  })
})
