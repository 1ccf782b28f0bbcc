import type { CardAnswer, ContactAnswer } from '../../hubspot-project/src/app/shared/answers.ts'

/** A contact that may be called: a verified consent, one number, nothing to say. */
export const allowedContact = (change: Partial<ContactAnswer> = {}): ContactAnswer => ({
  contactId: '101',
  name: 'Jan Jansen',
  permission: 'allowed',
  sentence: 'Calling is allowed up to and including 30 June 2029: consent.',
  basis: 'consent',
  basisLabel: 'consent',
  validUntil: '2029-06-30',
  daysLeft: 946,
  unverified: false,
  rulebook: 'nl-2026-07-01',
  rule: { layer: 'statute', article: 'art. 11.7 Tw', url: 'https://wetten.overheid.nl/BWBR0009950' },
  numbers: [{ number: '+31612345678', permission: 'allowed', reason: 'consent', until: '2029-06-30' }],
  consent: {
    givenBy: 'Jan Jansen',
    method: 'web-form',
    source: 'Call me back',
    givenAt: '2026-06-30T10:00:00+02:00',
    scope: 'offers of zonnig-energie.nl',
    status: 'verified',
  },
  relation: null,
  conduct: { callNow: true, from: null, sentence: null, rule: null },
  warnings: [],
  nextSteps: [],
  timeline: [
    {
      at: '2026-06-30T10:00:00+02:00',
      type: 'consent-given',
      sentence: 'Consent given.',
      source: 'Call me back',
      retractedAt: null,
    },
  ],
  heldTasks: [],
  pageUrl: 'https://belrecht.example/p/abc',
  ...change,
})

export const deniedContact = (change: Partial<ContactAnswer> = {}): ContactAnswer =>
  allowedContact({
    permission: 'denied',
    sentence: 'Do not call: asked not to be called (objection).',
    basis: null,
    basisLabel: null,
    validUntil: null,
    daysLeft: null,
    consent: null,
    nextSteps: ['Only a new, complete consent by the person lifts the objection.'],
    heldTasks: [{ taskId: '9', state: 'held', reason: null, since: '2026-11-20T09:00:00+01:00' }],
    ...change,
  })

export const cardAnswer = (...contacts: ContactAnswer[]): CardAnswer => ({
  objectType: 'contacts',
  objectId: '101',
  asOf: '2026-11-23T10:00:00+01:00',
  language: 'en',
  canEdit: true,
  contacts,
  more: 0,
})

/** The properties of that contact as the app keeps them. */
export const allowedProperties = {
  belrecht_permission: 'allowed',
  belrecht_reason: 'Calling is allowed up to and including 30 June 2029: consent.',
  belrecht_basis: 'consent',
  belrecht_valid_until: '2029-06-30',
  belrecht_consent_status: 'verified',
  belrecht_decided_at: '2026-11-01T09:00:00+01:00',
}
