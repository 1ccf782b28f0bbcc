import { describe, expect, it } from 'vitest'
import { type Hold, nextStep, type TaskFields, type TaskStep } from '../../src/tasks/hold.ts'

const CALL: TaskFields = { type: 'CALL', status: 'NOT_STARTED', subject: 'Bel Jan', body: '<p>Over het dak</p>' }
const REFUSAL = 'Niet bellen: geen toestemming en geen andere grond.'

const step = (
  task: TaskFields,
  hold: Hold | null,
  refusal: string | null,
  mode: 'hold' | 'report' = 'hold',
): TaskStep => nextStep(task, hold, refusal, mode, 'nl')

function heldBy(task: TaskFields, refusal = REFUSAL, language: 'nl' | 'en' = 'nl'): Hold {
  const first = nextStep(task, null, refusal, 'hold', language)
  if (first.kind !== 'hold') throw new Error(`the task was not held: ${first.kind}`)
  return first.hold
}

describe('a call task that is not held', () => {
  it('is held where a contact on it may not be called', () => {
    expect(heldBy(CALL)).toEqual({
      originals: CALL,
      written: {
        type: 'TODO',
        status: 'WAITING',
        subject: '⛔ Niet bellen – Bel Jan',
        body: `<p>⛔ Belrecht: ${REFUSAL}</p><p>Over het dak</p>`,
      },
    })
  })

  it('is held in the portal’s language', () => {
    expect(heldBy(CALL, REFUSAL, 'en').written.subject).toBe('⛔ Do not call – Bel Jan')
  })

  it('is left where every contact may be called', () => expect(step(CALL, null, null)).toEqual({ kind: 'leave' }))

  for (const type of ['TODO', 'EMAIL', '']) {
    it(`is left where its type is "${type}"`, () =>
      expect(step({ ...CALL, type }, null, REFUSAL)).toEqual({ kind: 'leave' }))
  }

  it('is left where it is completed', () =>
    expect(step({ ...CALL, status: 'COMPLETED' }, null, REFUSAL)).toEqual({ kind: 'leave' }))

  it('is only counted in report', () => expect(step(CALL, null, REFUSAL, 'report')).toEqual({ kind: 'would-hold' }))

  it('the mark on a copy of a held task is not an original', () => {
    const copy = { ...heldBy(CALL).written, type: 'CALL', status: 'NOT_STARTED' }
    expect(heldBy(copy)).toEqual(heldBy(CALL))
  })

  it('the reason cannot bring markup into the body', () => {
    expect(heldBy(CALL, 'a <b> & c').written.body).toBe('<p>⛔ Belrecht: a &lt;b&gt; &amp; c</p><p>Over het dak</p>')
  })
})

describe('a held task', () => {
  const hold = heldBy(CALL)

  it('untouched is left', () => expect(step(hold.written, hold, REFUSAL)).toEqual({ kind: 'leave' }))

  it('is released with exactly its originals', () => {
    expect(step(hold.written, hold, null)).toEqual({ kind: 'release', fields: CALL })
  })

  it('is released where the guard only reports', () => {
    expect(step(hold.written, hold, REFUSAL, 'report')).toEqual({ kind: 'release', fields: CALL })
  })

  it('made a call again by a rep is held again, and the call is what comes back', () => {
    for (const status of ['NOT_STARTED', 'WAITING', 'IN_PROGRESS']) {
      const again = step({ ...hold.written, type: 'CALL', status }, hold, REFUSAL)
      expect(again).toMatchObject({ kind: 'hold', hold: { written: hold.written, originals: { type: 'CALL' } } })
    }
  })

  it('made something else by a rep is released, its marks removed', () => {
    expect(step({ ...hold.written, type: 'EMAIL' }, hold, REFUSAL)).toEqual({
      kind: 'release',
      fields: { ...CALL, type: 'EMAIL' },
    })
  })

  it('edited by a rep keeps their words: held they stay, released they are what is there', () => {
    const edited = {
      ...hold.written,
      subject: '⛔ Niet bellen – Bel Jan na drieën',
      body: `${hold.written.body}<p>PS</p>`,
    }
    expect(step(edited, hold, REFUSAL)).toEqual({ kind: 'leave' })
    expect(step(edited, hold, null)).toMatchObject({
      kind: 'release',
      fields: {
        type: 'CALL',
        status: 'NOT_STARTED',
        subject: 'Bel Jan na drieën',
        body: '<p>Over het dak</p><p>PS</p>',
      },
    })
  })

  it('whose marks a rep took off is marked again', () => {
    const bare = { ...hold.written, subject: 'Bel Jan toch', body: '<p>Over het dak</p>' }
    expect(step(bare, hold, REFUSAL)).toMatchObject({
      kind: 'hold',
      hold: { written: { subject: '⛔ Niet bellen – Bel Jan toch', body: hold.written.body } },
    })
    expect(step(bare, hold, null)).toMatchObject({ kind: 'release', fields: { subject: 'Bel Jan toch' } })
  })

  it('whose reason changed says the new one, once', () => {
    const next = step(hold.written, hold, 'Niet bellen: wil niet gebeld worden.')
    expect(next).toMatchObject({
      kind: 'hold',
      hold: {
        originals: CALL,
        written: { body: '<p>⛔ Belrecht: Niet bellen: wil niet gebeld worden.</p><p>Over het dak</p>' },
      },
    })
  })

  it('in a portal that changed its language says it in the new one', () => {
    const next = nextStep(hold.written, hold, 'Do not call: no consent.', 'hold', 'en')
    expect(next).toMatchObject({
      kind: 'hold',
      hold: { originals: CALL, written: { subject: '⛔ Do not call – Bel Jan' } },
    })
  })

  it('completed by a rep is left alone: nothing is written, nothing restored', () => {
    expect(step({ ...hold.written, status: 'COMPLETED' }, hold, REFUSAL)).toEqual({ kind: 'forget' })
    expect(step({ ...hold.written, status: 'COMPLETED' }, hold, null)).toEqual({ kind: 'forget' })
  })

  it('our notice is removed also from a body that HubSpot rewrote', () => {
    const body = `<div><p style="margin:0">⛔ Belrecht: ${REFUSAL}</p><p>Over het dak</p></div>`
    expect(step({ ...hold.written, body }, hold, null)).toMatchObject({
      kind: 'release',
      fields: { body: '<div><p>Over het dak</p></div>' },
    })
  })
})
