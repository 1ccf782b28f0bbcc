import { Ajv2020 } from 'ajv/dist/2020.js'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openStage, type Stage } from '../../kit/stage.ts'
import { type Answer, apiOf, consentFor, contactWith, keyOf } from './v1-kit.ts'

type Json = Record<string, unknown>
type Described = {
  openapi: string
  paths: Record<string, Record<string, { responses: Record<string, { content: Record<string, { schema: Json }> }> }>>
}

let stage: Stage
let api: ReturnType<typeof apiOf>
let description: Described & Json
let ajv: Ajv2020

beforeAll(async () => {
  stage = await openStage()
  api = apiOf(stage, await keyOf(stage))
  description = (await (await fetch(`${stage.appUrl}/v1/openapi.json`)).json()) as typeof description
  ajv = new Ajv2020({ strict: false, validateFormats: false })
  ajv.addSchema({ ...description, $id: 'openapi' })
})
afterAll(() => stage.close())

/** Holds an answer against what the description says of that path, method and status. */
function expectAsDescribed(path: string, method: string, { status, headers, body }: Answer): void {
  const type = headers.get('content-type')?.split(';')[0] ?? ''
  const schema = description.paths[path]?.[method]?.responses[status]?.content[type]?.schema
  expect(schema, `${method} ${path} ${status} ${type} is not described`).toBeDefined()
  const validate = ajv.compile({ $ref: `openapi${schema?.$ref}` })
  expect(validate(body), JSON.stringify(validate.errors)).toBe(true)
}

it('is OpenAPI 3.1, open to everybody, and describes every route of the decision API', () => {
  expect(description.openapi).toBe('3.1.0')
  expect(Object.keys(description.paths).sort()).toEqual([
    '/v1/consents',
    '/v1/consents/{id}/verification',
    '/v1/consents/{id}/verification-mail',
    '/v1/objections',
    '/v1/permission',
    '/v1/permission/batch',
  ])
})

it('points at nothing that it does not hold', () => {
  const text = JSON.stringify(description)
  const schemas = (description.components as { schemas: Json }).schemas
  for (const [, name = ''] of text.matchAll(/"#\/components\/schemas\/(\w+)"/g)) expect(schemas).toHaveProperty(name)
  for (const schema of Object.values(schemas))
    expect(() => ajv.compile({ ...(schema as Json), components: description.components })).not.toThrow()
})

describe('what it says is what is answered', () => {
  it('about permissions', async () => {
    await contactWith(stage, '0635000001')
    const number = '%2B31635000001'
    for (const query of [
      `number=${number}`,
      `number=${number}&purpose=service`,
      'number=12',
      `number=${number}&at=2020-01-01T00:00:00Z`,
    ])
      expectAsDescribed('/v1/permission', 'get', await api('GET', `/v1/permission?${query}`))
    const batch = await api('POST', '/v1/permission/batch', { numbers: ['+31635000001', 'nonsense'] })
    expectAsDescribed('/v1/permission/batch', 'post', batch)
    const stranger = await apiOf(stage, 'blr_nothing')('GET', `/v1/permission?number=${number}`)
    expectAsDescribed('/v1/permission', 'get', stranger)
  })

  it('about consents, objections and verifications', async () => {
    const consent = await api('POST', '/v1/consents', consentFor('+31635000001'))
    const again = await api('POST', '/v1/consents', consentFor('+31635000001'))
    const lacking = await api('POST', '/v1/consents', { number: '+31635000001' })
    for (const answer of [consent, again, lacking]) expectAsDescribed('/v1/consents', 'post', answer)
    const path = `/v1/consents/${consent.body.consentId}/verification`
    for (const body of [{ checkedBy: 'CodeBode', method: 'sms' }, {}])
      expectAsDescribed('/v1/consents/{id}/verification', 'post', await api('POST', path, body))
    const unknown = await api('POST', '/v1/consents/x/verification', { checkedBy: 'a', method: 'b' })
    expectAsDescribed('/v1/consents/{id}/verification', 'post', unknown)
    for (const body of [{ number: '+31635000001' }, {}])
      expectAsDescribed('/v1/objections', 'post', await api('POST', '/v1/objections', body))
    const unmailed = await api('POST', `${path}-mail`, { email: 'jo@example.nl' })
    expect(unmailed.body.code).toBe('no-mail-server')
    expectAsDescribed('/v1/consents/{id}/verification-mail', 'post', unmailed)
  })
})
