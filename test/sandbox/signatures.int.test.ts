import { describe, expect, it } from 'vitest'
import { signedHeaders } from '../../sandbox/webhooks/signatures.ts'

/** Known answers published with HubSpot's own tests and documentation. */
const A = {
  secret: 'f6e94c08-85d0-4608-bcc6-e1850176e7b8',
  method: 'POST',
  uri: 'https://www.hubspot.com/webhook',
  timestamp: 1_632_188_626_483,
}
const B = { secret: 'yyyyyyyy-yyyy-yyyy-yyyy-yyyyyyyyyyyy', method: 'POST', uri: 'https://www.example.com/webhook_uri' }
const event =
  '[{"eventId":1,"subscriptionId":12345,"portalId":62515,"occurredAt":1564113600000,"subscriptionType":"contact.creation","attemptNumber":0,"objectId":123,"changeSource":"CRM","changeFlag":"NEW","appId":54321}]'
const example = "{'example_field':'example_value'}"

describe('known answers', () => {
  it.each([
    [{ ...A, body: 'REQUEST_BODY' }, 'jf872r5vscVcxCiDRHA4rGrqe/8BPLNVkdJSHdMnGTU='],
    [{ ...A, body: '' }, 'csXgk7UbrE9F8ZmMvbpuKBxqIvTSqU1EX9pI/SJtxSE='],
    [{ ...B, body: example, timestamp: 1_693_657_560_000 }, 'K36dawei4A+QBNolUOqo7s91KQDWQ5MXZ/QufNYuk/Y='],
    [{ ...B, body: example, timestamp: 1_700_000_300_000 }, 'RnbPH7+UMKVkbV32P8bz450N4M56aPmcru1+D3kSDtw='],
  ])('v3 %#', (input, v3) => {
    expect(signedHeaders(input, 'v2')['x-hubspot-signature-v3']).toBe(v3)
  })

  it.each([
    ['v2', { ...A, body: 'REQUEST_BODY' }, '57bb01a6e6ac92919b5e715d68f40265328701bbf1cf3fd73772887069945766'],
    ['v2', { ...A, body: '' }, 'befaef2b7354f11bf651f6468e8b5cf6bd449048deaf057f712980afb2a682f5'],
    [
      'v2',
      { ...B, method: 'GET', body: '', timestamp: 0 },
      'eee2dddcc73c94d699f5e395f4b9d454a069a6855fbfa152e91e88823087200e',
    ],
    [
      'v2',
      { ...B, body: '{"example_field":"example_value"}', timestamp: 0 },
      '9569219f8ba981ffa6f6f16aa0f48637d35d728c7e4d93d0d52efaa512af7900',
    ],
    ['v1', { ...B, body: event, timestamp: 0 }, '232db2615f3d666fe21a8ec971ac7b5402d33b9a925784df3ca654d05f4817de'],
  ] as const)('%s %#', (version, input, signature) => {
    expect(signedHeaders(input, version)['x-hubspot-signature']).toBe(signature)
  })

  it('some escapes of the URI are decoded before signing, others stay', () => {
    const signed = (uri: string): unknown => signedHeaders({ ...A, uri, body: '' }, 'v2')['x-hubspot-signature-v3']
    expect(signed('https://x.nl/?userEmail=a%40b.nl')).toBe(signed('https://x.nl/?userEmail=a@b.nl'))
    expect(signed('https://x.nl/?name=a%20b')).not.toBe(signed('https://x.nl/?name=a b'))
  })
})
