import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isTransient } from '../../src/portal/transient-errors.ts'
import { change, consenting, freshEmail, permissionOf, submit } from '../kit/people.ts'
import { COMMERCIAL, openStage, type Stage } from '../kit/stage.ts'

let stage: Stage

beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage.close())

const CONTACTS_WRITTEN = '/crm/objects/2026-09/contacts/batch/update'

describe('interrupted work', () => {
  it('between an objection and the duplicates it also blocks is finished by the next worker', async () => {
    const first = await consenting(stage)
    const second = await submit(stage, COMMERCIAL, {
      email: freshEmail(),
      mobilephone: first.number.typed,
      belrecht_opt_in: 'true',
    })
    await stage.settle()
    expect([await permissionOf(stage, first.id), await permissionOf(stage, second)]).toEqual(['allowed', 'allowed'])

    const fault = { portalId: COMMERCIAL, path: CONTACTS_WRITTEN, status: 403, count: 3 }
    await stage.sandbox.call('POST', '/sandbox/faults', fault)
    await change(stage, COMMERCIAL, first.id, { belrecht_do_not_call: 'true' })
    await expect(stage.settle()).rejects.toThrow('403')
    expect(await permissionOf(stage, second)).toBe('allowed')
    await stage.settle()
    expect([await permissionOf(stage, first.id), await permissionOf(stage, second)]).toEqual(['denied', 'denied'])
    expect(await stage.query(COMMERCIAL, 'select 1 from refresh_requests')).toEqual([])
  })
})

describe('a transient error', () => {
  it.each([
    'Connection terminated unexpectedly',
    'Connection terminated due to connection timeout',
    'timeout exceeded when trying to connect',
    'Client has encountered a connection error and is not queryable',
    'Cannot use a pool after calling end on the pool',
  ])('is no event’s fault: %s', (message) => {
    expect(isTransient(new Error(message))).toBe(true)
  })

  it('is recognised by codes, and in wrapped errors by their cause', () => {
    const coded = (code: string) => Object.assign(new Error('database'), { code })
    expect(['57P01', '08006', '53300', 'ECONNREFUSED'].map((code) => isTransient(coded(code)))).toEqual(
      Array(4).fill(true),
    )
    expect(isTransient(new Error('outer', { cause: coded('57P01') }))).toBe(true)
    expect(isTransient(coded('23505'))).toBe(false)
    expect(isTransient(new Error('a fact without an instant'))).toBe(false)
  })
})
