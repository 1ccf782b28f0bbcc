import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { signedCall } from '../kit/signed-calls.ts'
import { COMMERCIAL, openStage, type Stage } from '../kit/stage.ts'
import { apiOf, consentFor, contactWith, keyOf } from './v1/v1-kit.ts'

let stage: Stage
let api: ReturnType<typeof apiOf>
let contactId: string
const NUMBER = '+31634000001'

beforeAll(async () => {
  stage = await openStage()
  api = apiOf(stage, await keyOf(stage))
  contactId = await contactWith(stage, NUMBER)
})
afterAll(() => stage.close())

const INSTANTS = ['1899-12-31T23:59:59Z', '9999-01-01T00:00:00Z', '10021-01-01T00:00:00Z', '1021-05-05T10:00:00Z', 5]
const DAYS = ['1899-12-31', '9998-12-32', '9999-01-01', '0001-01-01', '2026-02-30', '12:00', '2027', 5, ['2027-01-01']]
const BLANK = ['', ' ', '-', '?', '…', '\u200b', ' N.V.T. ', 'onbekend', 'n/a', 'test', '\u00ad.\u2028', 5, null, {}]

type Refused = { readonly status: number; readonly body: Record<string, unknown> }
const pathsOf = ({ status, body }: Refused) => [
  status,
  ((body.problems ?? []) as { path: string }[]).map(({ path }) => path),
]
const kept = () => stage.query(COMMERCIAL, `select 1 from ledger where type like 'consent%' or type = 'objection'`)

describe('what nobody can mean is refused by its path, and nothing is kept', () => {
  const doors: Readonly<Record<string, (more: object) => Promise<Refused>>> = {
    'POST /v1/consents': (more) => api('POST', '/v1/consents', consentFor(NUMBER, more)),
    'POST /card/consents': (more) =>
      signedCall(stage, 'POST', '/card/consents', { body: { ...consentFor(NUMBER), contactId, ...more } }),
  }
  describe.each(Object.entries(doors))('%s', (_, door) => {
    it.each(INSTANTS)('given at %j', async (givenAt) => {
      expect(pathsOf(await door({ givenAt }))).toEqual([422, ['givenAt']])
    })
    it.each(DAYS)('until %j', async (until) => {
      expect(pathsOf(await door({ until }))).toEqual([422, ['until']])
    })
    it.each(BLANK)('answered with %j', async (blank) => {
      for (const path of ['givenBy', 'method', 'source', 'notice'])
        expect(pathsOf(await door({ [path]: blank }))).toEqual([422, [path]])
    })
    it('through a channel that is none', async () => {
      expect(pathsOf(await door({ channel: 'pigeon' }))).toEqual([422, ['channel']])
    })
    it('and nothing is kept', async () => {
      expect(await kept()).toEqual([])
    })
  })

  it.each(INSTANTS)('an objection, a check and a question at %j', async (at) => {
    expect(pathsOf(await api('POST', '/v1/objections', { number: NUMBER, at }))).toEqual([422, ['at']])
    const check = { checkedBy: 'CodeBode', method: 'sms-code', at }
    expect(pathsOf(await api('POST', '/v1/consents/x/verification', check))).toEqual([422, ['at']])
    for (const path of ['at', 'asKnownAt'])
      expect(pathsOf(await api('POST', '/v1/permission/batch', { numbers: [NUMBER], [path]: at }))).toEqual([
        422,
        [path],
      ])
  })

  it.each(BLANK)('a check by %j', async (blank) => {
    for (const path of ['checkedBy', 'method']) {
      const check = { checkedBy: 'CodeBode', method: 'sms-code', [path]: blank }
      expect(pathsOf(await api('POST', '/v1/consents/x/verification', check))).toEqual([422, [path]])
    }
  })

  it.each(DAYS)('a collection declared from %j', async (from) => {
    for (const [method, path] of [
      ['PUT', '/settings'],
      ['POST', '/settings/preview'],
    ] as const)
      expect(pathsOf(await signedCall(stage, method, path, { body: { collection: { from } } }))).toEqual([
        422,
        ['collection.from'],
      ])
  })

  it.each(['/card/consents', '/card/objections', '/card/recheck'])('%s for a contact id that is none', async (path) => {
    for (const bad of [undefined, 7, 'x', '', null])
      expect(
        pathsOf(await signedCall(stage, 'POST', path, { body: { ...consentFor(NUMBER), contactId: bad } })),
      ).toEqual([422, ['contactId']])
  })

  it('a workflow’s and a bulk action’s wrong values', async () => {
    const body = { callbackId: ' ', origin: { portalId: 'x' }, object: { objectId: {}, objectType: 'CONTACT' } }
    const answer = await signedCall(stage, 'POST', '/workflow/check-permission', { bare: true, body })
    expect(pathsOf(answer)).toEqual([422, expect.arrayContaining(['origin.portalId', 'object.objectId'])])
    const rechecked = await signedCall(stage, 'POST', '/actions/recheck', { body: { contactIds: ['1', 'x'] } })
    expect(pathsOf(rechecked)).toEqual([422, ['contactIds.1']])
  })
})

it('one bad number of a batch is one bad entry of the answer', async () => {
  const numbers = [NUMBER, 'nonsense', `06${'1'.repeat(3_000)}`, '', NUMBER]
  const { status, body } = await api('POST', '/v1/permission/batch', { numbers })
  expect(status).toBe(200)
  expect(
    (body.results as { code?: string; permission?: string }[]).map(({ code, permission }) => code ?? permission),
  ).toEqual(['denied', 'number-unreadable', 'number-unreadable', 'number-unreadable', 'denied'])
})
