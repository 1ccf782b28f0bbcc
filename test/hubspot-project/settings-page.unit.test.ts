import {
  Alert,
  Button,
  ErrorState,
  Input,
  LoadingButton,
  LoadingSpinner,
  NumberInput,
  Select,
  Text,
} from '@hubspot/ui-extensions'
import { createElement } from 'react'
import { describe, expect, it, vi } from 'vitest'
import { SettingsPage } from '../../hubspot-project/src/app/settings/SettingsPage.tsx'
import { defaultSettings } from '../../src/portal-settings/schema.ts'
import { rendererAt, type Service, saidBy, serve } from './page-kit.ts'

const saved = defaultSettings({ controllerName: 'zonnig-energie.nl', admins: ['1001'] })
const report = { open: 412, lacking: 287, held: 0, refused: 2, lostOnLawChange: 40 }
const preview = {
  contacts: 50_000,
  judged: 10_000,
  losesYes: 1204,
  gainsYes: 3,
  before: { allowed: 2000, denied: 0, 'needs-evidence': 0, 'needs-review': 0 },
  after: { allowed: 799, denied: 1201, 'needs-evidence': 0, 'needs-review': 0 },
}
const key = {
  id: 'k1',
  name: 'Dialer',
  scopes: ['ask', 'record'],
  createdAt: '2026-11-01T09:00:00+01:00',
  lastUsedAt: null,
}
const home = { rulebook: { id: 'nl-2026-07-01', from: '2026-07-01', until: null } }

const SERVICE: Service = {
  'GET /settings': { json: saved },
  'GET /settings/report': { json: report },
  'GET /settings/keys': { json: [key] },
  'GET /home': { json: home },
  'POST /settings/preview': { json: preview },
  'PUT /settings': ({ body }) => ({ json: { ...saved, ...(body as object) } }),
}

function openPage(service: Service = SERVICE, { userId = 1001, locale = 'en' } = {}) {
  const { calls } = serve(service)
  const renderer = rendererAt('settings', locale)
  Object.assign(renderer.mocks.context.user, { id: userId })
  renderer.render(createElement(SettingsPage))
  const change = (senderKind: string) =>
    renderer.find(Select, { name: 'senderKind' }).trigger('onChange', senderKind as never)
  const click = (id: string) => renderer.findByTestId(LoadingButton, id).trigger('onClick')
  const shown = (id: string) => saidBy(renderer.findByTestId(Alert, id))
  const until = (id: string) => renderer.waitFor(() => renderer.findByTestId(Alert, id))
  return { ...renderer, calls, change, click, shown, until }
}

describe('the settings page', () => {
  it('loads, and says the law that is in force', async () => {
    const { find, findByTestId, waitFor } = openPage()
    expect(find(LoadingSpinner).props.label).toBe('Fetching the settings')
    await waitFor(() => findByTestId(Text, 'rulebook'))
    expect(findByTestId(Text, 'rulebook').text).toBe('Rule book nl-2026-07-01, in force since 1 July 2026.')
    expect(findByTestId(Text, 'three-years').text).toContain('not in the law')
    expect(find(Select, { name: 'senderKind' }).props.options).toHaveLength(4)
  })

  it('reports what holding would do before it is switched on', async () => {
    const { until, shown, find } = openPage()
    await until('report')
    expect(shown('report')).toContain('Of 412 open call tasks 287 lack permission.')
    expect(shown('report')).toContain('40 of them lose their permission when the law changes.')
    expect(find(Select, { name: 'guard' }).props.value).toBe('report')
  })

  it('lets a charity say what its deals are, by pipeline', async () => {
    const page = openPage()
    await page.waitFor(() => page.findByTestId(Text, 'nothing'))
    page.find(Select, { name: 'dealsDefault' }).trigger('onChange', 'none' as never)
    page.find(Input, { name: 'deals-donor' }).trigger('onInput', 'gifts, legacies' as never)
    page.find(Input, { name: 'deals-customer' }).trigger('onInput', 'shop' as never)
    page.find(Input, { name: 'deals-donor' }).trigger('onInput', 'gifts' as never)
    await page.waitFor(() => page.findByTestId(LoadingButton, 'save'))
    page.click('preview')
    await page.until('preview-note')
    const [sent] = page.calls.filter(({ method }) => method === 'POST')
    expect(sent?.body).toEqual({ deals: { default: 'none', pipelines: { gifts: 'donor', shop: 'customer' } } })
  })

  it('previews a change before it can be saved, and sends only what changed', async () => {
    const page = openPage()
    await page.waitFor(() => page.findByTestId(Text, 'nothing'))
    page.change('charity')
    await page.waitFor(() => page.findByTestId(LoadingButton, 'save'))
    expect(page.findByTestId(LoadingButton, 'save').props.disabled).toBe(true)
    page.click('preview')
    await page.until('preview-note')
    expect(page.shown('preview-note')).toContain('With this change 1,204 contacts lose their yes.')
    expect(page.shown('preview-note')).toContain('Judged 10,000 of 50,000 contacts.')
    page.click('save')
    await page.waitFor(() => page.findByTestId(Text, 'nothing'))
    const sent = page.calls.filter(({ method }) => method !== 'GET')
    expect(sent.map(({ method, path, body }) => [method, path, body])).toEqual([
      ['POST', '/settings/preview', { senderKind: 'charity' }],
      ['PUT', '/settings', { senderKind: 'charity' }],
    ])
    expect(page.find(Select, { name: 'senderKind' }).props.value).toBe('charity')
  })

  it('wants a new preview when the change has changed', async () => {
    const page = openPage()
    await page.waitFor(() => page.findByTestId(Text, 'nothing'))
    page.change('charity')
    await page.waitFor(() => page.findByTestId(LoadingButton, 'preview'))
    page.click('preview')
    await page.until('preview-note')
    page.find(NumberInput, { name: 'consentYears' }).trigger('onChange', 1 as never)
    await page.waitFor(() => expect(page.findByTestId(LoadingButton, 'save').props.disabled).toBe(true))
    expect(page.maybeFindByTestId(Alert, 'preview-note')).toBeNull()
  })

  it('names every wrong path and saves nothing', async () => {
    const json = {
      code: 'settings-invalid',
      detail: 'x',
      problems: [{ path: 'admins', message: 'name at least one user' }],
    }
    const page = openPage({ ...SERVICE, 'POST /settings/preview': { status: 422, json } })
    await page.waitFor(() => page.findByTestId(Text, 'nothing'))
    page.find(Input, { name: 'admins' }).trigger('onInput', ' , ' as never)
    await page.waitFor(() => page.findByTestId(LoadingButton, 'preview'))
    page.click('preview')
    await page.until('problems')
    expect(page.shown('problems')).toContain('admins: name at least one user')
    expect(page.calls.filter(({ method }) => method === 'PUT')).toEqual([])
    expect(page.calls.at(-1)?.body).toEqual({ admins: [] })
  })

  it('lets a user who is no admin read and not change', async () => {
    const page = openPage(SERVICE, { userId: 7, locale: 'nl-nl' })
    await page.until('read-only')
    expect(page.shown('read-only')).toContain('Alleen beheerders')
    expect(page.findAll(Select).every(({ props }) => props.readOnly === true)).toBe(true)
    expect(page.findAll(Input).every(({ props }) => props.readOnly === true)).toBe(true)
    expect(page.maybeFindByTestId(LoadingButton, 'create-key')).toBeNull()
  })

  it('says that nothing changed when our service goes away', async () => {
    const page = openPage({ ...SERVICE, 'POST /settings/preview': 'unreachable' })
    await page.waitFor(() => page.findByTestId(Text, 'nothing'))
    page.change('charity')
    await page.waitFor(() => page.findByTestId(LoadingButton, 'preview'))
    page.click('preview')
    await page.until('problems')
    expect(page.shown('problems')).toContain('Nothing was changed')
  })

  it.each([
    ['is down', 'unreachable', 'The settings cannot be reached right now'],
    ['refuses', { status: 403, json: { detail: 'Install the app first.' } }, 'The settings cannot be shown'],
  ] as const)('has something to say when our service %s', async (_, reply, title) => {
    const { waitFor, find } = openPage({ 'GET /settings': reply })
    await waitFor(() => find(ErrorState))
    expect(find(ErrorState).props.title).toBe(title)
  })
})

describe('mapped properties', () => {
  const mapped = {
    ...saved,
    mapping: { ...saved.mapping, optIn: ['belrecht_opt_in', { property: 'mag_bellen', yes: ['ja'], no: [] }] },
  }
  const ask = async (locale: string, service: Service = {}) => {
    const page = openPage({ ...SERVICE, 'GET /settings': { json: mapped }, ...service }, { locale })
    await page.waitFor(() => page.find(Input, { name: 'optIn' }))
    return page
  }

  it.each([
    ['nl-nl', 'Welke waarden van mag_bellen betekenen ja?', 'binnen vijftien minuten'],
    ['en', 'Which values of mag_bellen mean yes?', 'within fifteen minutes'],
  ])(
    'that are no checkbox of ours ask what yes and no are, and the delay is said (%s)',
    async (locale, asked, delay) => {
      const page = await ask(locale)
      expect(page.find(Input, { name: 'optIn-mag_bellen-yes' }).props.label).toBe(asked)
      expect(page.maybeFind(Input, { name: 'optIn-belrecht_opt_in-yes' })).toBeNull()
      expect(page.findAll(Text).some((node) => saidBy(node).includes(delay))).toBe(true)
    },
  )

  it('keep what was said of their values, and send it with the rest', async () => {
    const page = await ask('en')
    page.find(Input, { name: 'optIn-mag_bellen-no' }).trigger('onInput', 'nee, liever niet' as never)
    page.find(Input, { name: 'optIn' }).trigger('onInput', 'belrecht_opt_in, mag_bellen, vakje' as never)
    await page.waitFor(() => page.find(Input, { name: 'optIn-vakje-yes' }))
    page.click('preview')
    await page.until('preview-note')
    expect(page.calls.at(-1)?.body).toMatchObject({
      mapping: {
        optIn: ['belrecht_opt_in', { property: 'mag_bellen', yes: ['ja'], no: ['nee', 'liever niet'] }, 'vakje'],
      },
    })
  })

  it('show what the service refuses beside their field', async () => {
    const problems = [
      { path: 'mapping.phones.0', message: 'no such property' },
      { path: 'mapping.optIn.1.yes.0', message: 'the choices are: y, n' },
    ]
    const json = { code: 'settings-invalid', detail: 'Nothing was changed.', problems }
    const page = await ask('en', { 'POST /settings/preview': { status: 422, json } })
    page.find(Input, { name: 'phones' }).trigger('onInput', 'mobilephnoe' as never)
    await page.waitFor(() => page.findByTestId(LoadingButton, 'preview'))
    page.click('preview')
    await page.until('problems')
    const shownAt = (name: string) => page.find(Input, { name }).props
    expect(shownAt('phones')).toMatchObject({ error: true, validationMessage: 'no such property' })
    expect(shownAt('optIn-mag_bellen-yes')).toMatchObject({ error: true, validationMessage: 'the choices are: y, n' })
    expect(shownAt('legalForm').error).toBeUndefined()
  })
})

describe('keys', () => {
  it('are made, shown once and copied', async () => {
    const made = { ...key, id: 'k2', name: 'Form', key: 'blr_secret' }
    const page = openPage({ ...SERVICE, 'POST /settings/keys': { status: 201, json: made } })
    await page.waitFor(() => page.findByTestId(LoadingButton, 'create-key'))
    page.find(Input, { name: 'keyName' }).trigger('onInput', 'Form' as never)
    await page.waitFor(() => expect(page.findByTestId(LoadingButton, 'create-key').props.disabled).toBe(false))
    page.click('create-key')
    await page.until('new-key')
    expect(page.shown('new-key')).toContain('blr_secret')
    page.findByTestId(Button, 'copy-key').trigger('onClick')
    await vi.waitFor(() => expect(page.mocks.actions.copyTextToClipboard.calls).toEqual([['blr_secret']]))
  })

  it('are revoked after one confirmation', async () => {
    const page = openPage({ ...SERVICE, 'DELETE /settings/keys/k1': { status: 204 } })
    await page.waitFor(() => page.findByTestId(Button, 'confirm-revoke-k1'))
    page.findByTestId(Button, 'confirm-revoke-k1').trigger('onClick')
    await vi.waitFor(() => expect(page.calls.filter(({ path }) => path === '/settings/keys')).toHaveLength(2))
    expect(page.calls.filter(({ method }) => method === 'DELETE').map(({ path }) => path)).toEqual([
      '/settings/keys/k1',
    ])
  })
})
