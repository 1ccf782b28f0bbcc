import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { loadManifest, ManifestError } from '../../src/manifest/load-manifest.ts'
import { subscriptions } from '../../src/manifest/subscriptions.ts'
import { BASES, CONSENT_METHODS, LEGAL_FORMS, PERMISSIONS, RELATION_KINDS } from '../../src/permission/facts.ts'

const manifest = loadManifest()
const propertiesOf = (objectType: string, access: 'written' | 'read') =>
  manifest.properties
    .filter((each) => each.objectType === objectType && each.access === access)
    .map((each) => each.name)
const options = (objectType: string, name: string) =>
  manifest.properties.find((each) => each.objectType === objectType && each.name === name)?.options?.map((o) => o.value)

const folder = mkdtempSync(join(tmpdir(), 'manifest-'))
afterAll(() => rmSync(folder, { recursive: true }))

function problemsAfter(change: (draft: ReturnType<typeof loadManifest>) => unknown): readonly string[] {
  const draft = structuredClone(manifest)
  change(draft)
  return problemsIn(JSON.stringify(draft))
}

function problemsIn(text: string): readonly string[] {
  const file = join(folder, 'app.json')
  writeFileSync(file, text)
  try {
    loadManifest(file)
  } catch (error) {
    if (error instanceof ManifestError) return error.problems
    throw error
  }
  return []
}

describe('app.json', () => {
  it('declares the properties the app keeps on a contact', () => {
    expect(propertiesOf('contacts', 'written').sort()).toEqual(
      [
        'permission basis reason valid_until rulebook decided_at',
        'consent_given_by consent_method consent_source consent_given_at consent_scope consent_status',
        'relation relation_until objected_at allowed_numbers preferences_url',
      ]
        .flatMap((line) => line.split(' '))
        .map((name) => `belrecht_${name}`)
        .sort(),
    )
  })

  it('declares the properties the app listens to', () => {
    expect(propertiesOf('contacts', 'read').sort()).toEqual(
      'do_not_call legal_form opt_in opt_in_at opt_in_method opt_in_notice opt_in_source relation_kind'
        .split(' ')
        .map((name) => `belrecht_${name}`),
    )
    expect(propertiesOf('companies', 'read')).toEqual(['belrecht_legal_form'])
    expect(propertiesOf('deals', 'read')).toEqual(['belrecht_contract_end'])
    expect(propertiesOf('tasks', 'read')).toEqual([])
  })

  it('offers exactly the words of the decision', () => {
    const underscored = PERMISSIONS.map((permission) => permission.replaceAll('-', '_'))
    expect(options('contacts', 'belrecht_permission')?.sort()).toEqual(underscored.sort())
    expect(options('contacts', 'belrecht_basis')).toEqual([...BASES])
    expect(options('contacts', 'belrecht_relation_kind')).toEqual([...RELATION_KINDS])
    expect(options('contacts', 'belrecht_opt_in_method')).toEqual([...CONSENT_METHODS])
    const forms = LEGAL_FORMS.filter((form) => form !== 'unknown')
    expect(options('contacts', 'belrecht_legal_form')).toEqual(forms)
    expect(options('companies', 'belrecht_legal_form')).toEqual(forms.filter((form) => form !== 'consumer'))
  })

  it('subscribes each event once, in one shape', () => {
    const rows = subscriptions(manifest).map((row) => JSON.stringify(row))
    expect(new Set(rows).size).toBe(rows.length)
    const types = new Set(subscriptions(manifest).map((row) => row.subscriptionType))
    expect([...types].filter((type) => !type.startsWith('object.'))).toEqual(['contact.privacyDeletion'])
    expect(subscriptions(manifest)).toContainEqual({
      subscriptionType: 'object.propertyChange',
      objectType: 'contact',
      propertyName: 'belrecht_do_not_call',
    })
    expect(subscriptions(manifest)).toContainEqual({ subscriptionType: 'object.creation', objectType: 'task' })
  })

  it('hears every change of what it reads, and the drift of what reps and dialers go by', () => {
    const heard = (objectType: string) =>
      subscriptions(manifest).flatMap((row) => (row.objectType === objectType ? (row.propertyName ?? []) : []))
    expect(heard('contact')).toEqual(expect.arrayContaining(propertiesOf('contacts', 'read')))
    expect(heard('contact')).toEqual(
      expect.arrayContaining([
        'phone',
        'mobilephone',
        'belrecht_permission',
        'belrecht_valid_until',
        'belrecht_allowed_numbers',
      ]),
    )
    expect(heard('company')).toEqual(propertiesOf('companies', 'read'))
    expect(heard('deal')).toEqual(['dealstage', 'closedate', 'amount', 'belrecht_contract_end'])
  })

  it('asks for what the install page must explain', () => {
    expect(manifest.scopes.required.map((scope) => scope.name)).toContain('oauth')
    expect(manifest.description).not.toMatch(/hubspot/i)
  })
})

describe('a wrong app.json is refused by path', () => {
  it.each<[string, (draft: ReturnType<typeof loadManifest>) => unknown, string]>([
    ['an unknown key', (d) => Object.assign(d.card, { colour: 'red' }), 'card: '],
    ['an address of its own', (d) => Object.assign(d.urls, { card: 'https://elsewhere' }), 'urls.card: '],
    ['a missing label', (d) => Object.assign(d.properties[3]?.label ?? {}, { en: '' }), 'properties.3.label.en: '],
    ['a property twice', (d) => d.properties.push(structuredClone(d.properties[0] as never)), 'properties.29.name: '],
    ['a select without options', (d) => delete d.properties[0]?.options, 'properties.0.options: '],
    [
      'a date typed in text',
      (d) => Object.assign(d.properties[2] ?? {}, { fieldType: 'text' }),
      'properties.2.fieldType: ',
    ],
    ['a foreign name', (d) => Object.assign(d.properties[6] ?? {}, { name: 'basis' }), 'properties.6.name: '],
    [
      'the same object twice',
      (d) => d.webhooks.crmObjects.push(structuredClone(d.webhooks.crmObjects[0] as never)),
      'webhooks.crmObjects.5.objectType: ',
    ],
    [
      'an undeclared property',
      (d) => d.webhooks.crmObjects[0]?.properties.push('belrecht_opt_out'),
      'webhooks.crmObjects.0.properties.17: ',
    ],
    [
      'changes of nothing',
      (d) => Object.assign(d.webhooks.crmObjects[0] ?? {}, { properties: [] }),
      'webhooks.crmObjects.0.properties: ',
    ],
    [
      'the other shape',
      (d) => d.webhooks.hubEvents.splice(0, 1, 'contact.deletion' as never),
      'webhooks.hubEvents.0: ',
    ],
    ['a scope twice', (d) => d.scopes.optional.push({ name: 'oauth', reason: 'again' }), 'scopes: '],
  ])('%s', (_, change, expected) => {
    const problems = problemsAfter(change)
    expect(problems).toHaveLength(1)
    expect(problems[0]).toContain(expected)
  })

  it('names all wrong paths at once', () => {
    const problems = problemsAfter((draft) => {
      draft.name = ''
      draft.urls.webhooks = 'webhooks'
    })
    expect(problems.map((problem) => problem.split(':')[0])).toEqual(['name', 'urls.webhooks'])
  })

  it('says so when it is no JSON or not there', () => {
    expect(problemsIn('{"name":')).toHaveLength(1)
    expect(() => loadManifest(join(folder, 'absent.json'))).toThrow(ManifestError)
  })
})
