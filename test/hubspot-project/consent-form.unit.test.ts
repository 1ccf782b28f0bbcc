import {
  Alert,
  Button,
  DateInput,
  Input,
  LoadingButton,
  Select,
  StatusTag,
  Text,
  TextArea,
  TimeInput,
} from '@hubspot/ui-extensions'
import { createElement } from 'react'
import { describe, expect, it } from 'vitest'
import { PermissionCard } from '../../hubspot-project/src/app/cards/PermissionCard.tsx'
import { allowedContact, allowedProperties, cardAnswer, deniedContact } from './answers.ts'
import { propertiesAnswer, rendererAt, type Service, saidBy, serve } from './page-kit.ts'

const before = deniedContact({
  numbers: [{ number: '+31612345678', permission: 'denied', reason: 'no consent', until: null }],
})

async function openForm(service: Service = {}, locale = 'en-gb') {
  const { calls } = serve({ 'GET /card/permission': { json: cardAnswer(before) }, ...service })
  const renderer = rendererAt('crm.record.sidebar', locale)
  const hook = propertiesAnswer({ ...allowedProperties, belrecht_permission: 'denied' })
  renderer.mocks.useCrmProperties.willCall(() => hook)
  renderer.render(createElement(PermissionCard))
  await renderer.waitFor(() => renderer.findByTestId(Button, 'consent'))
  const save = () => renderer.findByTestId(LoadingButton, 'save-consent').trigger('onClick')
  const problems = async () => {
    await renderer.waitFor(() => renderer.findByTestId(Alert, 'form-problems'))
    return saidBy(renderer.findByTestId(Alert, 'form-problems'))
  }
  return { ...renderer, calls, save, problems }
}

function fillIn({ find }: Awaited<ReturnType<typeof openForm>>): void {
  find(Select, { name: 'method' }).trigger('onChange', 'paper' as never)
  find(Input, { name: 'source' }).trigger('onInput', 'Fair in Utrecht, card 12' as never)
  find(DateInput, { name: 'day' }).trigger('onChange', { year: 2026, month: 6, date: 2 } as never)
  find(TimeInput, { name: 'time' }).trigger('onChange', { hours: 14, minutes: 30 } as never)
  find(TextArea, { name: 'notice' }).trigger('onInput', 'Text of June 2026' as never)
}

describe('recording a consent', () => {
  it('says which answers are missing and sends nothing', async () => {
    const form = await openForm()
    form.save()
    expect(await form.problems()).toContain(
      'How was it given, From which source, On which day, At what time, Which text was shown or read',
    )
    expect(form.calls).toHaveLength(1)
  })

  it('fills in the name and the number, and nothing that nobody said', async () => {
    const { find } = await openForm()
    expect(find(Input, { name: 'givenBy' }).props.value).toBe('Jan Jansen')
    expect(find(Select, { name: 'number' }).props.value).toBe('+31612345678')
    expect(find(Select, { name: 'method' }).props.value).toBe('')
    expect(find(DateInput, { name: 'day' }).props.value).toBeUndefined()
  })

  it('sends all six answers, the moment in Amsterdam’s time, and shows the new verdict', async () => {
    const form = await openForm({ 'POST /card/consents': { status: 201, json: allowedContact({ unverified: true }) } })
    fillIn(form)
    form.save()
    await form.waitFor(() => expect(form.findByTestId(StatusTag, 'verdict').props.variant).toBe('warning'))
    expect(form.calls.at(-1)?.body).toEqual({
      contactId: '101',
      number: '+31612345678',
      givenBy: 'Jan Jansen',
      method: 'paper',
      source: 'Fair in Utrecht, card 12',
      givenAt: '2026-07-02T14:30:00+02:00',
      notice: 'Text of June 2026',
      until: null,
      channel: 'human',
    })
    expect(form.mocks.actions.closeOverlay.calls).toEqual([['consent-101']])
  })

  it('refuses a moment that is still to come', async () => {
    const form = await openForm()
    fillIn(form)
    form.find(DateInput, { name: 'day' }).trigger('onChange', { year: 2199, month: 0, date: 1 } as never)
    form.save()
    expect(await form.problems()).toContain('lies in the future')
    expect(form.calls).toHaveLength(1)
  })

  it('shows what our service found missing, in the user’s words, and keeps what was typed', async () => {
    const json = {
      code: 'consent-incomplete',
      detail: 'Correct it.',
      problems: [{ path: 'notice', message: 'is missing' }],
    }
    const form = await openForm({ 'POST /card/consents': { status: 422, json } }, 'nl')
    fillIn(form)
    form.save()
    expect(await form.problems()).toContain('Welke tekst is getoond of voorgelezen: is missing')
    expect(form.find(Input, { name: 'source' }).props.value).toBe('Fair in Utrecht, card 12')
    expect(form.findByTestId(Text, 'sentence').text).toBe(before.sentence)
  })

  it('says that nothing was recorded when our service is away', async () => {
    const form = await openForm()
    fillIn(form)
    form.save()
    expect(await form.problems()).toContain('nothing was recorded')
  })
})
