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
    expect(step({ ...hold.written, status: 'COMPLETED' }, hold, REFUSAL)).toEqual({ kind: 'rest' })
    expect(step({ ...hold.written, status: 'COMPLETED' }, hold, null)).toEqual({ kind: 'rest' })
  })

  describe('whose body HubSpot rewrote', () => {
    const NOTICE = `⛔ Belrecht: ${REFUSAL}`
    const clothes = {
      wrapped: `<div><p style="margin:0">${NOTICE}</p><p>Over het dak</p></div>`,
      'wrapped once more': `<html><body><div class="x" id='y'><div><p>${NOTICE}</p></div>\n <p>Over het dak</p></div></body></html>`,
      'in spans': `<p><span style="a">⛔ <strong>Belrecht:</strong></span> ${REFUSAL}</p><p dir="ltr">Over het dak</p>`,
      escaped: `&lt;p&gt;${NOTICE}&lt;/p&gt;&lt;p&gt;Over het dak&lt;/p&gt;`,
      'in entities': `<p>&#9940;&nbsp;Belrecht: ${REFUSAL.replaceAll(' ', '&#160;')}</p><p>Over&nbsp;het dak</p>`,
      'with hexadecimal entities': `<p>&#x26D4; Belrecht: ${REFUSAL}</p><p>Over het dak</p>`,
      'with breaks for paragraphs': `${NOTICE}<br/>Over het dak`,
      'with other white space': `\n<p> ${NOTICE} </p>\n\n<p>Over  het dak</p>  `,
    }
    for (const [how, body] of Object.entries(clothes)) {
      it(`${how}, is as it should be, and comes back with exactly its originals`, () => {
        expect(step({ ...hold.written, body }, hold, REFUSAL)).toEqual({ kind: 'leave' })
        expect(step({ ...hold.written, body }, hold, null)).toEqual({ kind: 'release', fields: CALL })
      })

      it(`${how}, and was then edited by a rep, keeps the rep’s words`, () => {
        const edited = body.replace(/dak/, 'dak en de goot')
        const next = step({ ...hold.written, body: edited }, hold, null)
        const text = next.kind === 'release' ? next.fields.body : ''
        expect(text).toContain('dak en de goot')
        expect(text).not.toMatch(/Belrecht|⛔|9940|26D4/)
      })
    }

    it('flattened to one line, is known by its one sentence', () => {
      const body = `${NOTICE} Over het dak`
      expect(step({ ...hold.written, body }, hold, REFUSAL)).toEqual({ kind: 'leave' })
      expect(step({ ...hold.written, body }, hold, null)).toEqual({ kind: 'release', fields: CALL })
    })

    it('a link or bold type that a rep adds is the rep’s', () => {
      const body = `<p>${NOTICE}</p><p>Over <b>het</b> dak</p>`
      expect(step({ ...hold.written, body }, hold, null)).toMatchObject({
        fields: { body: '<p>Over <b>het</b> dak</p>' },
      })
    })

    it('cut in the middle of our notice, is left', () => {
      const body = `<p>${NOTICE.slice(0, 30)}</p>`
      expect(step({ ...hold.written, body }, { ...hold, written: { ...hold.written, body } }, REFUSAL)).toEqual({
        kind: 'leave',
      })
    })

    it('a subject whose white space HubSpot changed is the same subject', () => {
      const task = { ...CALL, subject: '' }
      const empty = heldBy(task)
      const trimmed = { ...empty.written, subject: '⛔ Niet bellen –' }
      expect(step(trimmed, empty, REFUSAL)).toEqual({ kind: 'leave' })
      expect(step(trimmed, empty, null)).toEqual({ kind: 'release', fields: task })
    })
  })
})

describe('a copy of a held task', () => {
  const copy = heldBy(CALL).written

  for (const mode of ['hold', 'report'] as const)
    it(`whose contacts may be called loses our marks (${mode})`, () =>
      expect(step(copy, null, null, mode)).toEqual({ kind: 'release', fields: CALL }))

  it('whose contact may not be called is held as its original was', () => {
    expect(step(copy, null, REFUSAL)).toEqual({ kind: 'hold', hold: { originals: CALL, written: copy } })
  })

  it('is given back where the guard only reports', () => {
    expect(step(copy, null, REFUSAL, 'report')).toEqual({ kind: 'release', fields: CALL })
  })

  it('with one mark only, marked twice, or with words in front is one too', () => {
    const twice = { ...copy, subject: `Kopie van ${copy.subject}`, body: `${copy.body}${copy.body}` }
    expect(step(twice, null, null)).toMatchObject({
      kind: 'release',
      fields: { subject: 'Kopie van Bel Jan', body: '<p>Over het dak</p><p>Over het dak</p>' },
    })
    expect(step({ ...copy, body: '' }, null, null)).toMatchObject({ kind: 'release', fields: { ...CALL, body: '' } })
    expect(step({ ...copy, subject: 'Bel' }, null, null)).toMatchObject({ kind: 'release' })
  })

  it('made another kind of task, or completed, keeps its kind or is left', () => {
    expect(step({ ...copy, type: 'EMAIL' }, null, REFUSAL)).toEqual({
      kind: 'release',
      fields: { ...CALL, type: 'EMAIL' },
    })
    expect(step({ ...copy, status: 'COMPLETED' }, null, null)).toEqual({ kind: 'leave' })
  })

  it('a rep’s own sign is no mark of ours', () => {
    const own = { ...CALL, type: 'TODO', subject: '⛔ niet storen', body: '<p>⛔ mijn eigen teken, zie Belrecht</p>' }
    expect(step(own, null, REFUSAL)).toEqual({ kind: 'leave' })
  })
})
