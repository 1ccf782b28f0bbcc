import { describe, expect, it } from 'vitest'
import {
  type SignatureCheck,
  signV1,
  signV2,
  signV3,
  verifySignature,
} from '../../../src/hubspot/signatures/signatures.ts'
import { decodeSignedUri, publicUrl } from '../../../src/hubspot/signatures/signed-uri.ts'

const bytes = (text: string) => Buffer.from(text, 'utf8')
const A = { method: 'POST', url: 'https://www.hubspot.com/webhook', secret: 'f6e94c08-85d0-4608-bcc6-e1850176e7b8' }
const B = { url: 'https://www.example.com/webhook_uri', secret: 'yyyyyyyy-yyyy-yyyy-yyyy-yyyyyyyyyyyy' }

describe("HubSpot's known answers", () => {
  const timestamp = '1632188626483'
  it.each([
    ['REQUEST_BODY', 'jf872r5vscVcxCiDRHA4rGrqe/8BPLNVkdJSHdMnGTU='],
    ['', 'csXgk7UbrE9F8ZmMvbpuKBxqIvTSqU1EX9pI/SJtxSE='],
  ])('v3, backend test, body %j', (body, expected) => {
    expect(signV3({ ...A, body: bytes(body), timestamp })).toBe(expected)
  })

  it.each([
    ['REQUEST_BODY', '57bb01a6e6ac92919b5e715d68f40265328701bbf1cf3fd73772887069945766'],
    ['', 'befaef2b7354f11bf651f6468e8b5cf6bd449048deaf057f712980afb2a682f5'],
  ])('v2, backend test, body %j', (body, expected) => {
    expect(signV2({ ...A, body: bytes(body) })).toBe(expected)
  })

  it.each([
    ['GET', '', 'eee2dddcc73c94d699f5e395f4b9d454a069a6855fbfa152e91e88823087200e'],
    ['POST', '{"example_field":"example_value"}', '9569219f8ba981ffa6f6f16aa0f48637d35d728c7e4d93d0d52efaa512af7900'],
  ])('v2, documentation, %s', (method, body, expected) => {
    expect(signV2({ ...B, method, body: bytes(body) })).toBe(expected)
  })

  it('v1, documentation', () => {
    const body =
      '[{"eventId":1,"subscriptionId":12345,"portalId":62515,"occurredAt":1564113600000,"subscriptionType":"contact.creation","attemptNumber":0,"objectId":123,"changeSource":"CRM","changeFlag":"NEW","appId":54321}]'
    expect(signV1({ body: bytes(body), secret: B.secret })).toBe(
      '232db2615f3d666fe21a8ec971ac7b5402d33b9a925784df3ca654d05f4817de',
    )
  })

  it.each([
    ['1693657560000', 'K36dawei4A+QBNolUOqo7s91KQDWQ5MXZ/QufNYuk/Y='],
    ['1700000300000', 'RnbPH7+UMKVkbV32P8bz450N4M56aPmcru1+D3kSDtw='],
  ])('v3, client libraries, at %s', (at, expected) => {
    expect(signV3({ ...B, method: 'POST', body: bytes("{'example_field':'example_value'}"), timestamp: at })).toBe(
      expected,
    )
  })
})

const NOW = 1_800_000_000_000
const SECRET = 'a-client-secret'
const base = { method: 'POST', url: 'https://belrecht.example/webhooks/hubspot', body: bytes('[{"é":1}]') }

function signed(over: Partial<SignatureCheck> = {}, at = String(NOW)): SignatureCheck {
  const parts = { ...base, ...over }
  return {
    secrets: [SECRET],
    now: NOW,
    accept: ['v3'],
    ...parts,
    headers: {
      'x-hubspot-signature-v3': signV3({ ...parts, secret: SECRET, timestamp: at }),
      'x-hubspot-request-timestamp': at,
      ...over.headers,
    },
  }
}

const v2Headers = { 'x-hubspot-signature': signV2({ ...base, secret: SECRET }), 'x-hubspot-signature-version': 'v2' }
const v1Headers = { 'x-hubspot-signature': signV1({ ...base, secret: SECRET }), 'x-hubspot-signature-version': 'v1' }

describe('a v3 signature', () => {
  it('is taken as it was made', () => {
    expect(verifySignature(signed())).toEqual({ ok: true, version: 'v3' })
  })

  it.each([
    ['another byte in the body', { body: bytes('[{"é":2}]') }],
    ['another path', { url: 'https://belrecht.example/webhooks/hubspot2' }],
    ['another query', { url: 'https://belrecht.example/webhooks/hubspot?portalId=2' }],
    ['another host', { url: 'https://evil.example/webhooks/hubspot' }],
    ['another method', { method: 'GET' }],
    ['another secret', { secrets: ['other'] }],
    ['no secret at all', { secrets: [] }],
  ])('is refused with %s', (_, change) => {
    expect(verifySignature({ ...signed(), ...change })).toEqual({ ok: false, reason: 'mismatch' })
  })

  it('covers bytes that are not UTF-8', () => {
    const body = Buffer.from([0xff, 0xfe, 0x00, 0x41])
    expect(verifySignature(signed({ body }))).toEqual({ ok: true, version: 'v3' })
    // Both decode to the same replacement characters: a check on text would not see the difference.
    expect(verifySignature({ ...signed({ body }), body: Buffer.from([0xfe, 0xff, 0x00, 0x41]) }).ok).toBe(false)
  })

  it.each([
    [-300_000, { ok: true, version: 'v3' }],
    [300_000, { ok: true, version: 'v3' }],
    [-300_001, { ok: false, reason: 'stale' }],
    [300_001, { ok: false, reason: 'stale' }],
  ])('made %i ms from now', (offset, expected) => {
    expect(verifySignature(signed({}, String(NOW + offset)))).toEqual(expected)
  })

  it.each(['', 'NaN', '-1', '1e12', '0x10', ' 1800000000000', '1800000000000.5', '９', '1'.repeat(400)])(
    'with the timestamp %j is malformed, even when it was signed so',
    (at) => {
      expect(verifySignature(signed({}, at))).toEqual({ ok: false, reason: 'malformed' })
    },
  )

  it('needs both its headers', () => {
    const { 'x-hubspot-signature-v3': _, ...only } = signed().headers
    expect(verifySignature({ ...signed(), headers: only })).toEqual({ ok: false, reason: 'missing' })
    const { 'x-hubspot-request-timestamp': __, ...rest } = signed().headers
    expect(verifySignature({ ...signed(), headers: rest })).toEqual({ ok: false, reason: 'missing' })
  })

  it.each(['', 'x', `${signV3({ ...base, secret: SECRET, timestamp: String(NOW) })} `])('refuses %j', (signature) => {
    const headers = { ...signed().headers, 'x-hubspot-signature-v3': signature }
    expect(verifySignature({ ...signed(), headers })).toEqual({ ok: false, reason: 'mismatch' })
  })

  it('is malformed when it came twice', () => {
    const headers = { ...signed().headers, 'x-hubspot-signature-v3': ['a', 'b'] }
    expect(verifySignature({ ...signed(), headers })).toEqual({ ok: false, reason: 'malformed' })
  })

  it('may come from either secret of a rotation', () => {
    expect(verifySignature({ ...signed(), secrets: ['new', SECRET] }).ok).toBe(true)
    expect(verifySignature({ ...signed(), secrets: [SECRET, 'old'] }).ok).toBe(true)
  })
})

describe('the signed URI', () => {
  const sent = 'https://belrecht.example/card/permission?userEmail=a%40b.nl&name=J%20%26%20P&x=%3a%2F'
  it('decodes the documented escapes and no other', () => {
    expect(decodeSignedUri(sent)).toBe(
      'https://belrecht.example/card/permission?userEmail=a@b.nl&name=J%20%26%20P&x=:/',
    )
    expect(decodeSignedUri('%3A%2F%3F%40%21%24%27%28%29%2A%2C%3B')).toBe(":/?@!$'()*,;")
    expect(decodeSignedUri('%25%23%26%3D%2B%20%5B')).toBe('%25%23%26%3D%2B%20%5B')
    expect(decodeSignedUri('%2540')).toBe('%2540')
  })

  it('is accepted decoded, as HubSpot signs it, and as sent, as its development proxy does', () => {
    expect(verifySignature({ ...signed({ url: decodeSignedUri(sent) }), url: sent }).ok).toBe(true)
    expect(verifySignature(signed({ url: sent })).ok).toBe(true)
    expect(verifySignature({ ...signed({ url: sent }), url: sent.replace('b.nl', 'c.nl') }).ok).toBe(false)
  })

  it('is made of the configured address, however it ends', () => {
    expect(publicUrl('https://belrecht.example/', '/card?x=1')).toBe('https://belrecht.example/card?x=1')
    expect(publicUrl('https://host/app', '/card?x=1')).toBe('https://host/app/card?x=1')
  })
})

describe('older signatures', () => {
  it('count only where they are accepted', () => {
    expect(verifySignature({ ...signed(), headers: v2Headers, accept: ['v3', 'v2'] })).toEqual({
      ok: true,
      version: 'v2',
    })
    expect(verifySignature({ ...signed(), headers: v1Headers, accept: ['v3', 'v2', 'v1'] })).toEqual({
      ok: true,
      version: 'v1',
    })
    expect(verifySignature({ ...signed(), headers: v2Headers, accept: ['v3'] })).toEqual({
      ok: false,
      reason: 'missing',
    })
    expect(verifySignature({ ...signed(), headers: v1Headers, accept: ['v3', 'v2'] })).toEqual({
      ok: false,
      reason: 'missing',
    })
  })

  it('never stand in for a v3 signature that came and failed', () => {
    const stale = signed({}, String(NOW - 600_000))
    const both = { ...stale, accept: ['v3', 'v2', 'v1'] as const, headers: { ...stale.headers, ...v2Headers } }
    expect(verifySignature(both)).toEqual({ ok: false, reason: 'stale' })
    expect(verifySignature({ ...both, accept: ['v2'] })).toEqual({ ok: false, reason: 'missing' })
  })

  it('are judged by their own version', () => {
    const lie = { ...v1Headers, 'x-hubspot-signature-version': 'v2' }
    expect(verifySignature({ ...signed(), headers: lie, accept: ['v2', 'v1'] })).toEqual({
      ok: false,
      reason: 'mismatch',
    })
    const odd = { ...v1Headers, 'x-hubspot-signature-version': 'v9' }
    expect(verifySignature({ ...signed(), headers: odd, accept: ['v2', 'v1'] })).toEqual({
      ok: false,
      reason: 'malformed',
    })
  })
})
