import { describe, expect, it } from 'vitest'
import { APP_ID, contact, derived, factsOf, LANDLINE, MOBILE, millis, settings, THEN, written } from './records.ts'

const LATER = '2026-04-01T10:00:00+02:00'
const STATED = '2026-03-01'

const consentsOf = (given: Parameters<typeof derived>[0], but: Parameters<typeof derived>[1] = {}) =>
  factsOf(derived(given, but).events, 'consent-given')
const withdrawalsOf = (given: Parameters<typeof derived>[0]) => factsOf(derived(given).events, 'consent-withdrawn')

const EVIDENCE = {
  belrecht_opt_in_method: [written('paper', THEN)],
  belrecht_opt_in_source: [written('card 17 at the fair', THEN)],
  belrecht_opt_in_at: [written(STATED, THEN)],
  belrecht_opt_in_notice: [written('fair-2026', THEN)],
}

describe('how consent was given, by who wrote the tick', () => {
  it('a form is its own evidence: method, source, instant of the history, default notice', () => {
    const [consent, ...more] = consentsOf(contact({ belrecht_opt_in: [written('true', THEN, 'FORM', 'f1/s9')] }))
    expect(more).toEqual([])
    expect(consent).toMatchObject({
      number: MOBILE,
      controller: 'main',
      purpose: 'commercial',
      products: 'any',
      channel: 'human',
      proof: { givenBy: 'contact:101', method: 'web-form', source: 'form label of FORM f1/s9', notice: 'text-1' },
    })
    expect(millis(consent?.at ?? '')).toBe(millis(THEN))
  })

  for (const writer of ['CRM_UI', 'IMPORT', 'API', 'INTEGRATION', 'WORKFLOWS', 'MOBILE_IOS']) {
    it(`a tick by ${writer} says who wrote it down, not how it was given`, () => {
      const [consent] = consentsOf(contact({ belrecht_opt_in: [written('true', THEN, writer)] }))
      expect(consent?.proof?.method).toBe('')
      expect(consent?.proof?.notice).toBe('')
      expect(consent?.proof?.source).toContain(writer)
      expect(millis(consent?.at ?? '')).toBe(millis(THEN))
    })

    it(`a tick by ${writer} with method, source and date on the record is proven by these`, () => {
      const [consent] = consentsOf(contact({ belrecht_opt_in: [written('true', THEN, writer)], ...EVIDENCE }))
      const method = writer === 'IMPORT' ? 'import' : 'paper'
      expect(consent?.proof).toMatchObject({ method, source: 'card 17 at the fair', notice: 'fair-2026' })
      expect(consent?.at).toBe('2026-03-01T00:00:00+01:00')
    })
  }

  for (const missing of ['belrecht_opt_in_method', 'belrecht_opt_in_source', 'belrecht_opt_in_at'] as const) {
    it(`without ${missing} nothing of the rest counts`, () => {
      const [consent] = consentsOf(contact({ belrecht_opt_in: [written('true')], ...EVIDENCE, [missing]: [] }))
      expect(consent?.proof?.method).toBe('')
      expect(millis(consent?.at ?? '')).toBe(millis(THEN))
    })
  }

  it('the portal’s default notice is for its own forms: evidence without a notice stays incomplete', () => {
    const [consent] = consentsOf(
      contact({ belrecht_opt_in: [written('true')], ...EVIDENCE, belrecht_opt_in_notice: [] }),
    )
    expect(consent?.proof).toMatchObject({ method: 'paper', notice: '' })
  })

  it('a date stated after the tick proves nothing', () => {
    const [consent] = consentsOf(
      contact({ belrecht_opt_in: [written('true')], ...EVIDENCE, belrecht_opt_in_at: [written(LATER)] }),
    )
    expect(consent?.proof?.method).toBe('')
    expect(millis(consent?.at ?? '')).toBe(millis(THEN))
  })

  it('a date that is none proves nothing', () => {
    const [consent] = consentsOf(
      contact({ belrecht_opt_in: [written('true')], ...EVIDENCE, belrecht_opt_in_at: [written('last spring')] }),
    )
    expect(consent?.proof?.method).toBe('')
  })

  it('a form’s instant is the history’s, whatever date a user states', () => {
    const [consent] = consentsOf(contact({ belrecht_opt_in: [written('true', THEN, 'FORM')], ...EVIDENCE }))
    expect(millis(consent?.at ?? '')).toBe(millis(THEN))
    expect(consent?.proof).toMatchObject({ method: 'web-form', notice: 'fair-2026' })
  })

  it('a merge copies, it never consents; nor does it withdraw', () => {
    for (const merge of ['MERGE_CONTACTS', 'MERGE_OBJECTS', 'MERGE']) {
      const given = contact({
        belrecht_opt_in: [written('true', THEN, merge), written('false', LATER, merge)],
        ...EVIDENCE,
      })
      expect(derived(given).events.filter(({ fact }) => fact.type.startsWith('consent'))).toEqual([])
    }
  })
})

describe('ticks, unticks and blanks', () => {
  it('becoming false withdraws everything given up to then', () => {
    const given = contact({ belrecht_opt_in: [written('true', THEN, 'FORM'), written('false', LATER)] })
    expect(withdrawalsOf(given)).toEqual([
      { type: 'consent-withdrawn', at: '2026-04-01T10:00:00+02:00', consent: null },
    ])
    expect(consentsOf(given)).toHaveLength(1)
  })

  it('blank is no withdrawal', () => {
    expect(withdrawalsOf(contact({ belrecht_opt_in: [written('true', THEN, 'FORM'), written('', LATER)] }))).toEqual([])
  })

  it('what this app wrote itself is an echo, neither consent nor withdrawal', () => {
    for (const writer of ['INTEGRATION', 'API']) {
      const echo = contact({
        belrecht_opt_in: [written('true', THEN, writer, APP_ID), written('false', LATER, writer, APP_ID)],
      })
      expect(derived(echo).events.filter(({ fact }) => fact.type.startsWith('consent'))).toEqual([])
    }
  })

  it('another integration is not this app', () => {
    expect(consentsOf(contact({ belrecht_opt_in: [written('true', THEN, 'INTEGRATION', '99')] }))).toHaveLength(1)
  })

  it('each tick is a consent of its own, with the evidence that stood until the next', () => {
    const given = contact({
      belrecht_opt_in: [written('true', THEN), written('', '2026-03-20T10:00:00+01:00'), written('true', LATER)],
      belrecht_opt_in_method: [written('paper', THEN), written('phone-recorded', LATER)],
      belrecht_opt_in_source: [written('card 17', THEN), written('recording 4', LATER)],
      belrecht_opt_in_at: [written('2026-03-01', THEN), written('2026-03-31', LATER)],
      belrecht_opt_in_notice: [written('fair', THEN), written('script', LATER)],
    })
    expect(consentsOf(given).map(({ proof }) => proof)).toMatchObject([
      { method: 'paper', source: 'card 17', notice: 'fair' },
      { method: 'phone-recorded', source: 'recording 4', notice: 'script' },
    ])
  })

  it('a second submission of the same form is a renewed consent', () => {
    const given = contact({
      belrecht_opt_in: [written('true', THEN, 'FORM', 'f/1'), written('true', LATER, 'FORM', 'f/2')],
    })
    expect(consentsOf(given).map(({ at }) => millis(at))).toEqual([millis(THEN), millis(LATER)])
  })

  it('boxes the portal mapped count like our own', () => {
    const mapping = { ...settings().mapping, optIn: ['belrecht_opt_in', 'sms_ok'] }
    const given = contact({ sms_ok: [written('true', THEN, 'FORM')] })
    expect(consentsOf(given)).toEqual([])
    expect(consentsOf(given, { settings: settings({ mapping }) })).toHaveLength(1)
  })
})

describe('which number a consent is for', () => {
  const phones = settings().mapping.phones

  it('those set by the submission, all of them', () => {
    expect(phones).toEqual(['phone', 'mobilephone'])
    const given = contact({
      phone: [written('020 123 4567', THEN, 'FORM', 'f/1')],
      mobilephone: [written('0698765432', '2024-01-05T10:00:00+01:00'), written('0612345678', THEN, 'FORM', 'f/1')],
      belrecht_opt_in: [written('true', THEN, 'FORM', 'f/1')],
    })
    expect(consentsOf(given).map(({ number }) => number)).toEqual([LANDLINE, MOBILE])
  })

  it('not one that stood there already when the form set another', () => {
    const given = contact({
      phone: [written('020 123 4567', '2023-01-05T10:00:00+01:00')],
      mobilephone: [written('0612345678', THEN, 'FORM', 'f/1')],
      belrecht_opt_in: [written('true', THEN, 'FORM', 'f/1')],
    })
    expect(consentsOf(given).map(({ number }) => number)).toEqual([MOBILE])
  })

  it('not one set at that instant by another writer', () => {
    const given = contact({
      phone: [written('020 123 4567', THEN, 'IMPORT', 'file 1')],
      mobilephone: [written('0612345678', THEN, 'FORM', 'f/1')],
      belrecht_opt_in: [written('true', THEN, 'FORM', 'f/1')],
    })
    expect(consentsOf(given).map(({ number }) => number)).toEqual([MOBILE])
  })

  it('none where what the submission set cannot be read: not one that stood there already', () => {
    const given = contact({
      phone: [written('zie website', THEN, 'FORM', 'f/1')],
      belrecht_opt_in: [written('true', THEN, 'FORM', 'f/1')],
    })
    expect(consentsOf(given)).toEqual([])
  })

  it('left blank by the submission, the number that stood there is meant', () => {
    const given = contact({
      phone: [written('', THEN, 'FORM', 'f/1')],
      belrecht_opt_in: [written('true', THEN, 'FORM', 'f/1')],
    })
    expect(consentsOf(given).map(({ number }) => number)).toEqual([MOBILE])
  })

  it('else the first filled in mapping order, as it stood at the tick', () => {
    const given = contact({
      phone: [written('020 123 4567', '2023-01-05T10:00:00+01:00'), written('010 123 4567', LATER)],
      belrecht_opt_in: [written('true', THEN, 'FORM', 'f/1')],
    })
    expect(consentsOf(given).map(({ number }) => number)).toEqual([LANDLINE])
  })

  it('none when none stood there: a number filled in later carries no consent', () => {
    const given = contact({
      mobilephone: [written('0612345678', LATER)],
      belrecht_opt_in: [written('true', THEN, 'FORM')],
    })
    expect(consentsOf(given)).toEqual([])
  })
})

describe('settings changed after a consent was recorded', () => {
  const given = contact({ belrecht_opt_in: [written('true', THEN, 'FORM', 'f/1')] })
  const before = derived(given)
  const known = factsOf(before.events, 'consent-given')

  it('purpose, products and notice stay what they were, so nothing new arises', () => {
    const changed = settings({
      purpose: 'charitable',
      product: 'gas',
      consent: { products: ['gas'], notice: 'text-2' },
    })
    const after = derived(given, { settings: changed, known })
    expect(after.events.filter(({ fact }) => fact.type === 'consent-given').map(({ key }) => key)).toEqual(
      before.events.filter(({ fact }) => fact.type === 'consent-given').map(({ key }) => key),
    )
  })

  it('a consent that comes later has the new ones', () => {
    const changed = settings({ product: 'gas', consent: { products: ['gas'], notice: 'text-2' } })
    const again = contact({
      belrecht_opt_in: [written('true', THEN, 'FORM', 'f/1'), written('true', LATER, 'FORM', 'f/2')],
    })
    expect(
      consentsOf(again, { settings: changed, known }).map(({ products, proof }) => [products, proof?.notice]),
    ).toEqual([
      ['any', 'text-1'],
      [['gas'], 'text-2'],
    ])
  })

  it('evidence filled in later adds the whole proof, and leaves what was recorded first', () => {
    const bare = contact({ belrecht_opt_in: [written('true')] })
    const first = consentsOf(bare)
    const filled = consentsOf(contact({ belrecht_opt_in: [written('true')], ...EVIDENCE }), { known: first })
    expect(first[0]?.proof?.method).toBe('')
    expect(filled[0]?.proof?.method).toBe('paper')
    expect(filled[0]?.id).toBe(first[0]?.id)
  })
})

describe('a mapped property that is no checkbox', () => {
  const box = { property: 'kanalen', yes: ['bellen'], no: ['nooit'] }
  const mapped = { settings: settings({ mapping: { ...settings().mapping, optIn: [box] } }) }
  const typed = (...versions: ReturnType<typeof written>[]) => contact({ kanalen: versions })
  const kinds = (given: ReturnType<typeof contact>) =>
    derived(given, mapped).events.flatMap(({ fact }) => (fact.type.startsWith('consent') ? [fact.type] : []))

  it('consents and withdraws by the values that the admin named, in any case', () => {
    expect(kinds(typed(written('Bellen', THEN, 'FORM'), written(' NOOIT ', LATER)))).toEqual([
      'consent-given',
      'consent-withdrawn',
    ])
  })

  it('says nothing by any other text', () => {
    expect(kinds(typed(written('true', THEN, 'FORM'), written('misschien bellen', LATER)))).toEqual([])
  })

  it('consents once, however many choices are added to the yes', () => {
    expect(kinds(typed(written('bellen', THEN, 'FORM'), written('bellen;mail', LATER)))).toEqual(['consent-given'])
  })
})

it('evidence is read where the portal keeps it', () => {
  const names = { optInMethod: 'm', optInSource: 's', optInAt: 'd', optInNotice: 'n' }
  const given = contact({
    belrecht_opt_in: [written('TRUE')],
    m: [written('paper')],
    s: [written('fair')],
    d: [written('2026-03-01')],
    n: [written('v1')],
  })
  const [consent] = consentsOf(given, { settings: settings({ mapping: { ...settings().mapping, ...names } }) })
  expect(consent?.proof).toMatchObject({ method: 'paper', source: 'fair', notice: 'v1' })
})
