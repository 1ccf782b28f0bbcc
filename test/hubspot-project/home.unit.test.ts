import {
  Alert,
  BarChart,
  EmptyState,
  ErrorState,
  LoadingSpinner,
  StatisticsItem,
  TableRow,
  Text,
} from '@hubspot/ui-extensions'
import { createElement } from 'react'
import { describe, expect, it } from 'vitest'
import { Home } from '../../hubspot-project/src/app/pages/Home.tsx'
import type { HomeAnswer } from '../../hubspot-project/src/app/shared/answers.ts'
import { rendererAt, type Service, saidBy, serve } from './page-kit.ts'

const answer: HomeAnswer = {
  asOf: '2026-11-23T10:00:00+01:00',
  rulebook: { id: 'nl-2026-07-01', from: '2026-07-01', until: null },
  counts: [
    { permission: 'allowed', basis: 'consent', count: 900 },
    { permission: 'allowed', basis: 'legal-person', count: 1100 },
    { permission: 'denied', basis: null, count: 5000 },
    { permission: 'needs-evidence', basis: null, count: 40 },
  ],
  lapses: [
    { within: 7, count: 3 },
    { within: 30, count: 25 },
    { within: 90, count: 210 },
  ],
  breaches: Array.from({ length: 12 }, (_, index) => ({
    callId: String(index),
    contactId: index === 0 ? null : '101',
    at: '2026-11-20T09:00:00+01:00',
    reason: 'no consent and no other ground',
  })),
  breachCount: 31,
  withoutDirection: [
    { callId: '77', contactId: '101', at: '2026-11-20T09:00:00+01:00', reason: 'no consent and no other ground' },
  ],
  withoutDirectionCount: 1,
  lastNight: { date: '2026-11-23', due: 120, lapsed: 40, tasksHeld: 6, hubspotCalls: 9, seconds: 3 },
  attention: ['2 events from HubSpot are kept but were not carried out.'],
  setAside: [
    {
      kind: 'contact',
      recordId: '55',
      reason: 'could not be judged',
      remedy: 'Report it to us.',
      detail: null,
      since: '2026-11-22T10:00:00+01:00',
      times: 3,
    },
  ],
  setAsideCount: 51,
  sweep: { contacts: 1200, tasks: 80 },
}

function openHome(service: Service, locale = 'en') {
  serve(service)
  const renderer = rendererAt('home', locale)
  renderer.render(createElement(Home))
  return renderer
}
const open = (change: Partial<HomeAnswer> = {}, locale = 'en') =>
  openHome({ 'GET /home': { json: { ...answer, ...change } } }, locale)

describe('the home page', () => {
  it('counts by verdict and ground', async () => {
    const { waitFor, findAll, findByTestId, find } = open()
    expect(find(LoadingSpinner).props.label).toBe('Counting')
    await waitFor(() => findByTestId(StatisticsItem, 'count-allowed'))
    const counted = ['allowed', 'denied', 'needs-evidence', 'needs-review'].map(
      (name) => findByTestId(StatisticsItem, `count-${name}`).props.number,
    )
    expect(counted).toEqual([2000, 5000, 40, 0])
    expect(findAll(BarChart).map(({ props }) => props.data)).toEqual([
      [
        { basis: 'Legal person', count: 1100 },
        { basis: 'Consent', count: 900 },
      ],
      [
        { within: 'within 7 days', count: 3 },
        { within: 'within 30 days', count: 25 },
        { within: 'within 90 days', count: 210 },
      ],
    ])
  })

  it('says what needs attention, what last night did and how far the first sweep is', async () => {
    const { waitFor, findByTestId } = open()
    await waitFor(() => findByTestId(Alert, 'attention'))
    expect(saidBy(findByTestId(Alert, 'attention'))).toContain('2 events from HubSpot')
    expect(findByTestId(StatisticsItem, 'night-tasksHeld').props.number).toBe(6)
    expect(findByTestId(Alert, 'sweep').props.title).toContain('1,200 contacts and 80 call tasks')
  })

  it('lists calls without a direction apart', async () => {
    const { waitFor, findByTestId } = open()
    await waitFor(() => findByTestId(TableRow, 'without-direction-77'))
  })

  it('pages breaches and says how many there are in all', async () => {
    const { waitFor, findByTestId, maybeFindByTestId, findAll } = open()
    await waitFor(() => findByTestId(TableRow, 'breach-0'))
    expect(saidBy(findByTestId(TableRow, 'breach-0'))).toContain('unknown')
    expect(maybeFindByTestId(TableRow, 'breach-10')).toBeNull()
    expect(findAll(Text).some(({ text }) => text === '31 in all; the latest are shown.')).toBe(true)
  })

  it('names each record set aside with its reason and a way out', async () => {
    const { waitFor, findByTestId, findAll } = open()
    await waitFor(() => findByTestId(TableRow, 'set-aside-contact-55'))
    const said = saidBy(findByTestId(TableRow, 'set-aside-contact-55'))
    for (const part of ['Contact 55', 'could not be judged', 'Report it to us.']) expect(said).toContain(part)
    expect(findAll(Text).some(({ text }) => text === '51 in all; the oldest are shown.')).toBe(true)
  })

  it('speaks Dutch, and reports good health as plainly as trouble', async () => {
    const quiet = {
      attention: [],
      breaches: [],
      withoutDirection: [],
      withoutDirectionCount: 0,
      breachCount: 0,
      lastNight: null,
      sweep: null,
    }
    const { waitFor, findByTestId, maybeFindByTestId } = open(quiet, 'nl')
    await waitFor(() => findByTestId(Alert, 'attention'))
    expect(findByTestId(Alert, 'attention').props.title).toBe('Niets vraagt aandacht.')
    expect(findByTestId(Text, 'no-breaches').text).toBe('Er zijn er geen bekend.')
    expect(findByTestId(Text, 'no-night').text).toBe('Er is nog geen nacht gedraaid.')
    expect(maybeFindByTestId(Alert, 'sweep')).toBeNull()
    expect(findByTestId(Text, 'as-of').text).toMatch(
      /^Regelboek nl-2026-07-01, van kracht sinds 1 juli 2026\. Stand van 23 nov/,
    )
  })

  it('is empty until something has been judged', async () => {
    const { waitFor, find } = open({ counts: [] })
    await waitFor(() => find(EmptyState))
    expect(find(EmptyState).props.title).toBe('Nothing has been judged yet')
  })

  it('says so when our service is down', async () => {
    const { waitFor, find } = openHome({})
    await waitFor(() => find(ErrorState))
    expect(find(ErrorState).props.title).toBe('The figures cannot be reached right now')
  })
})
