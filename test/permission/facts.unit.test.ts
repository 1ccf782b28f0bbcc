import { expect, it } from 'vitest'
import * as facts from '../../src/permission/facts.ts'

const words = (text: string): string[] => text.split(/ · |, /)

it('the words are the published ones', () => {
  expect(facts.PURPOSES).toEqual(words('commercial · charitable · service · requested'))
  expect(facts.CHANNELS).toEqual(words('human · automated'))
  expect(facts.SENDER_KINDS).toEqual(words('commercial · charity · publisher · lottery'))
  expect(facts.NATURAL_FORMS).toEqual(words('consumer, eenmanszaak, vof, cv, maatschap'))
  expect(facts.LEGAL_PERSON_FORMS).toEqual(words('bv, nv, stichting, vereniging, cooperatie, owm'))
  expect(facts.RELATION_KINDS).toEqual(words('customer · donor · volunteer · attendee · sympathiser'))
  expect(facts.RELATION_EVENTS).toEqual(words('transaction · started · ended'))
  expect(facts.CONSENT_METHODS).toEqual(
    words('web-form, paper, in-person, phone-recorded, email, import, api, preference-page'),
  )
  expect(facts.PERMISSIONS).toEqual(words('allowed · denied · needs-evidence · needs-review'))
  expect(facts.RULEBOOK_IDS).toEqual(['nl-2021-07-01', 'nl-2026-07-01'])
  expect(facts.REASON_CODES).toEqual(
    words(
      'no-rulebook, no-request, number-mismatch, objection, withdrawn, expired-consent, incomplete-proof, unverified, ' +
        'controller-mismatch, product-mismatch, purpose-mismatch, channel-mismatch, consent-number-mismatch, ' +
        'relation-number-mismatch, expired-relation, customer-exception-ended, relation-not-granted, collection-refused, ' +
        'collection-unproven, sympathiser, legal-form-unknown, no-basis',
    ),
  )
})

it('bases are in the order that settles a tie', () => {
  expect(facts.BASES.slice(0, 7)).toEqual(
    words('legal-person, designated-number, consent, donor, volunteer, attendee, customer'),
  )
  expect(facts.BASES.slice(7)).toEqual(['service', 'requested'])
})
