import type { z } from 'zod'
import * as schemas from './schemas.ts'

/** One route as openapi.json describes it. Paths in OpenAPI's own spelling. */
export type Operation = {
  readonly method: 'get' | 'post'
  readonly path: string
  readonly id: string
  readonly summary: string
  readonly query?: z.ZodObject
  readonly body?: z.ZodType
  readonly answers: Readonly<Record<number, z.ZodType>>
  /** Statuses answered with a problem, besides 401 and 429. */
  readonly problems: readonly number[]
}

export const OPERATIONS: readonly Operation[] = [
  {
    method: 'get',
    path: '/v1/permission',
    id: 'getPermission',
    summary: 'May this number be called? Decided over all contacts that share it; the strictest answer counts.',
    query: schemas.permissionQuery,
    answers: { 200: schemas.permissionAnswer },
    problems: [422],
  },
  {
    method: 'post',
    path: '/v1/permission/batch',
    id: 'getPermissions',
    summary: 'The same for up to 1,000 numbers, answered in the order asked.',
    body: schemas.batchRequest,
    answers: { 200: schemas.batchAnswer },
    problems: [400, 413, 422],
  },
  {
    method: 'post',
    path: '/v1/consents',
    id: 'recordConsent',
    summary: 'Record a consent with its six answers. 200 where it had been recorded before.',
    body: schemas.consentRequest,
    answers: { 200: schemas.consentAnswer, 201: schemas.consentAnswer },
    problems: [400, 413, 422, 503],
  },
  {
    method: 'post',
    path: '/v1/objections',
    id: 'recordObjection',
    summary:
      'Record that somebody does not want to be called: every number of the contact, or the number alone, whoever has it. Send an Idempotency-Key to make retries safe.',
    body: schemas.objectionRequest,
    answers: { 200: schemas.objectionAnswer, 201: schemas.objectionAnswer },
    problems: [400, 413, 422, 503],
  },
  {
    method: 'post',
    path: '/v1/consents/{id}/verification',
    id: 'verifyConsent',
    summary: 'Record that your own provider made sure the person called is the one who consented.',
    body: schemas.verificationRequest,
    answers: { 200: schemas.verificationAnswer, 201: schemas.verificationAnswer },
    problems: [400, 404, 413, 422],
  },
  {
    method: 'post',
    path: '/v1/consents/{id}/verification-mail',
    id: 'mailVerification',
    summary: 'Mail the person a link that confirms this consent once. Needs a mail server in the service’s settings.',
    body: schemas.verificationMailRequest,
    answers: { 202: schemas.verificationMailAnswer },
    problems: [400, 404, 409, 413, 422, 502],
  },
]
