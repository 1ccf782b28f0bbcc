import { describe, expect, it } from 'vitest'
import { loadManifest } from '../../src/manifest/load-manifest.ts'
import { mappingProblems } from '../../src/portal-settings/check-mapping.ts'
import { readMapped } from '../../src/portal-settings/mapped-value.ts'
import {
  DEFAULT_MAPPING,
  type Mapping,
  type MappingKey,
  mappingSchema,
  unheardProperties,
} from '../../src/portal-settings/mapping.ts'
import type { DefinedObjects } from '../../src/portal-settings/property-definition.ts'

const SELECT = { property: 'mag_bellen', yes: ['Ja', '1'], no: ['Weiger'] }

describe('a mapped value', () => {
  it.each([
    ['a checkbox', 'box', { yes: ['true', 'TRUE', ' True '], no: ['false', 'FALSE'], nothing: ['', ' ', 'Ja', 'x'] }],
    [
      'a list of choices',
      SELECT,
      {
        yes: ['Ja', 'JA ', '1', 'mail;ja'],
        no: ['weiger', 'Nee', 'no', '0', 'false'],
        nothing: ['', 'true', 'jazeker'],
      },
    ],
    ['text', SELECT, { yes: ['ja'], no: ['weiger'], nothing: ['ja; maar niet op maandag', 'ja, maar niet nu'] }],
    ['choices that say both', SELECT, { yes: [], no: ['ja;weiger', 'weiger;ja', 'ja;nee'], nothing: [] }],
  ])('as consent: %s', (_what, box, said) => {
    for (const [answer, values] of Object.entries(said))
      for (const value of values) expect([value, readMapped('optIn', box, value)]).toEqual([value, answer])
  })

  it('as objection is everything but blank, false, nee, no and 0, in any case and trimmed', () => {
    for (const box of ['box', SELECT])
      for (const value of ['true', 'TRUE', 'Ja', '1', 'x', 'niet bellen', 'mail;bellen', '-', 'nee, niet bellen'])
        expect([value, readMapped('doNotCall', box, value)]).toEqual([value, 'yes'])
    for (const value of ['false', 'FALSE', ' Nee ', 'no', 'NO', '0'])
      expect([value, readMapped('doNotCall', 'box', value)]).toEqual([value, 'no'])
    for (const value of ['', '  ']) expect(readMapped('doNotCall', 'box', value)).toBe('nothing')
  })

  it('as objection is not what the admin said means no, unless something stands beside it', () => {
    expect(readMapped('doNotCall', SELECT, 'WEIGER')).toBe('no')
    expect(readMapped('doNotCall', SELECT, 'weiger;post')).toBe('yes')
  })
})

const choice = (value: string, label = value) => ({ value, label })
const property = (name: string, type: string, options: { value: string; label: string }[] = [], archived = false) => ({
  name,
  label: `Label ${name}`,
  type,
  options,
  archived,
})
const ACCOUNT: DefinedObjects = {
  contacts: [
    property('belrecht_opt_in', 'bool'),
    property('belrecht_do_not_call', 'bool'),
    property('phone', 'string'),
    property('tel_prive', 'phone_number'),
    property('eigen_vakje', 'enumeration', [choice('true', 'Ja'), choice('false', 'Nee')]),
    property('oud_vakje', 'bool', [], true),
    property('keuze', 'enumeration', [choice('y', 'Ja graag'), choice('n', 'Liever niet')]),
    property('tekst', 'string'),
    property('getal', 'number'),
    property('dag', 'date'),
    property('vorm', 'enumeration', [choice('bv'), choice('vof')]),
    property('soort', 'enumeration', [choice('warm'), choice('koud')]),
  ],
  companies: [property('rechtsvorm', 'string')],
  deals: [property('einde', 'date'), property('bedrag', 'number')],
}

const faults = (patch: Partial<Record<MappingKey, unknown>>): [string, string][] => {
  const mapping: Mapping = mappingSchema.parse({ ...DEFAULT_MAPPING, ...patch })
  return mappingProblems(mapping, Object.keys(patch) as MappingKey[], ACCOUNT).map(({ path, fault }) => [path, fault])
}
const OURS = 'belrecht_do_not_call'

describe('a mapping held against the account', () => {
  it('passes what can be read', () => {
    expect(
      faults({
        optIn: ['belrecht_opt_in', 'eigen_vakje', { property: 'keuze', yes: ['ja GRAAG'], no: ['n'] }],
        doNotCall: [OURS, { property: 'tekst', yes: ['niet bellen'] }],
        phones: ['phone', 'tel_prive', 'tekst'],
        optInAt: 'dag',
        optInMethod: 'tekst',
        legalForm: 'vorm',
        companyLegalForm: 'rechtsvorm',
        contractEnd: 'einde',
      }),
    ).toEqual([])
  })

  it.each<[string, Partial<Record<MappingKey, unknown>>, [string, string]]>([
    ['a misspelt phone', { phones: ['phone', 'mobilephnoe'] }, ['mapping.phones.1', 'mapping-missing']],
    ['a phone that is a date', { phones: ['dag'] }, ['mapping.phones.0', 'mapping-type']],
    ['a misspelt opt-in', { optIn: ['belrecht_opt_in', 'x'] }, ['mapping.optIn.1', 'mapping-missing']],
    ['an archived box', { optIn: ['oud_vakje'] }, ['mapping.optIn.0', 'mapping-archived']],
    ['a dropdown by its name', { optIn: ['keuze'] }, ['mapping.optIn.0', 'mapping-yes-missing']],
    ['a text by its name', { doNotCall: [OURS, 'tekst'] }, ['mapping.doNotCall.1', 'mapping-yes-missing']],
    ['a number as a box', { optIn: ['getal'] }, ['mapping.optIn.0', 'mapping-type']],
    [
      'a value that is no choice',
      { optIn: [{ property: 'keuze', yes: ['y', 'wellicht'] }] },
      ['mapping.optIn.0.yes.1', 'mapping-value-unknown'],
    ],
    [
      'a checkbox turned round',
      { optIn: [{ property: 'eigen_vakje', yes: ['false'], no: ['true'] }] },
      ['mapping.optIn.0', 'mapping-checkbox'],
    ],
    ['the objection box as consent', { optIn: [OURS] }, ['mapping.optIn.0', 'mapping-ours']],
    ['our verdict as consent', { optIn: ['belrecht_permission'] }, ['mapping.optIn.0', 'mapping-ours']],
    ['our own box taken out', { doNotCall: ['eigen_vakje'] }, ['mapping.doNotCall', 'mapping-box-removed']],
    [
      'one box for both',
      { optIn: ['eigen_vakje'], doNotCall: [OURS, 'eigen_vakje'] },
      ['mapping.optIn.0', 'mapping-contradiction'],
    ],
    ['choices of no legal form', { legalForm: 'soort' }, ['mapping.legalForm', 'mapping-type']],
    ['a contract end that is a number', { contractEnd: 'bedrag' }, ['mapping.contractEnd', 'mapping-type']],
    ['a deal’s property on the contact', { optInAt: 'einde' }, ['mapping.optInAt', 'mapping-missing']],
  ])('refuses %s', (_what, patch, fault) => {
    expect(faults(patch)).toEqual([fault])
  })
})

it('what HubSpot reports by itself is what app.json subscribes to', () => {
  const { webhooks } = loadManifest()
  const reported = (objectType: string) =>
    webhooks.crmObjects.find((each) => each.objectType === objectType)?.properties ?? []
  const phones = [...reported('contact'), 'eigen_telefoon']
  const mapped = mappingSchema.parse({ ...DEFAULT_MAPPING, phones, contractEnd: 'eigen_einde' })
  const unheard = unheardProperties(mapped)
  expect(unheard).toEqual({
    contacts: expect.arrayContaining(['eigen_telefoon']),
    companies: [],
    deals: ['eigen_einde'],
  })
  // Whatever is not searched for must be subscribed to.
  const heard = phones.filter((name) => !unheard.contacts.includes(name))
  for (const name of heard) expect(reported('contact')).toContain(name)
  expect(unheardProperties(DEFAULT_MAPPING)).toEqual({ contacts: [], companies: [], deals: [] })
  for (const name of [
    'belrecht_opt_in_notice',
    'belrecht_relation_kind',
    'belrecht_legal_form',
    'belrecht_do_not_call',
  ])
    expect(reported('contact')).toContain(name)
  expect(reported('company')).toContain(DEFAULT_MAPPING.companyLegalForm)
  expect(reported('deal')).toContain(DEFAULT_MAPPING.contractEnd)
})

it('settings stored before there were more keys are read as they were meant', () => {
  const { optIn, doNotCall, phones, legalForm, contractEnd } = DEFAULT_MAPPING
  expect(mappingSchema.parse({ optIn, doNotCall, phones, legalForm, contractEnd })).toEqual(DEFAULT_MAPPING)
})
