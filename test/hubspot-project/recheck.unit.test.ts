import { Alert, LoadingButton, ProgressBar, Text } from '@hubspot/ui-extensions'
import { createElement } from 'react'
import { describe, expect, it } from 'vitest'
import { Recheck } from '../../hubspot-project/src/app/actions/Recheck.tsx'
import { type Call, rendererAt, type Service, saidBy, serve } from './page-kit.ts'

const RECHECK = 'POST /actions/recheck'
const asked = ({ body }: Call) => (body as { contactIds: string[] }).contactIds
const judged = (call: Call) => ({ json: { checked: asked(call).length, allowed: 2, refused: 0 } })

function open(count: number, service: Service, locale = 'en') {
  const { calls } = serve(service)
  const renderer = rendererAt('crm.bulkActions', locale)
  renderer.mocks.context.crm.objectIds = Array.from({ length: count }, (_, index) => 101 + index)
  renderer.render(createElement(Recheck))
  const start = () => renderer.findByTestId(LoadingButton, 'start').trigger('onClick')
  return { ...renderer, calls, start }
}

describe('re-checking a selection', () => {
  it('goes a hundred at a time, each once, and adds up', async () => {
    const { calls, start, waitFor, findByTestId, find } = open(250, { [RECHECK]: judged })
    expect(calls).toEqual([])
    start()
    await waitFor(() => findByTestId(Alert, 'done'))
    expect(calls.map((call) => asked(call).length)).toEqual([100, 100, 50])
    expect(new Set(calls.flatMap(asked)).size).toBe(250)
    expect(findByTestId(Alert, 'done').props.title).toBe('250 re-checked: 6 may be called, 244 may not.')
    expect(find(ProgressBar).props).toMatchObject({ value: 250, maxValue: 250, valueDescription: '250 of 250' })
  })

  it('stops when our service goes away and goes on from there', async () => {
    let up = false
    const service: Service = { [RECHECK]: (call) => (up || asked(call)[0] === '101' ? judged(call) : 'unreachable') }
    const { calls, start, waitFor, findByTestId } = open(150, service, 'nl')
    start()
    await waitFor(() => findByTestId(Alert, 'stopped'))
    expect(findByTestId(Alert, 'stopped').props.title).toContain('nog 50 over')
    expect(findByTestId(LoadingButton, 'start').text).toBe('Verdergaan')
    up = true
    start()
    await waitFor(() => findByTestId(Alert, 'done'))
    expect(calls.map((call) => asked(call)[0])).toEqual(['101', '201', '201'])
  })

  it('says how many could not be re-checked', async () => {
    const { start, waitFor, findByTestId } = open(3, { [RECHECK]: { json: { checked: 1, allowed: 1, refused: 2 } } })
    start()
    await waitFor(() => findByTestId(Alert, 'done'))
    expect(saidBy(findByTestId(Alert, 'done'))).toContain('2 could not be re-checked')
  })

  it('says why it is refused', async () => {
    const { start, waitFor, findByTestId } = open(1, { [RECHECK]: { status: 403, json: { detail: 'Ask an admin.' } } })
    start()
    await waitFor(() => findByTestId(Alert, 'stopped'))
    expect(findByTestId(Alert, 'stopped').props.title).toBe('Ask an admin.')
  })

  it('has nothing to do for nobody', () => {
    const { findByTestId } = open(0, {})
    expect(findByTestId(Text, 'none').text).toBe('Nobody is selected.')
  })
})
