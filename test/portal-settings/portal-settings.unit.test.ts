import { describe, expect, it } from 'vitest'
import { affectsVerdicts, applySettings } from '../../src/portal-settings/apply.ts'
import { defaultSettings, type PortalSettings, portalSettingsSchema } from '../../src/portal-settings/schema.ts'

const fresh = defaultSettings({ controllerName: 'zonnig-energie.nl', admins: ['1001'] })

const changedTo = (patch: unknown, current: PortalSettings = fresh): PortalSettings => {
  const applied = applySettings(current, patch)
  if (!applied.ok) throw new Error(JSON.stringify(applied.problems))
  return applied.settings
}

const wrongPaths = (patch: unknown): string[] => {
  const applied = applySettings(fresh, patch)
  return applied.ok ? [] : applied.problems.map((problem) => problem.path).sort()
}

describe('settings at install', () => {
  it('are the documented ones', () => {
    expect(fresh).toEqual({
      senderKind: 'commercial',
      controller: 'main',
      controllerName: 'zonnig-energie.nl',
      purpose: 'commercial',
      product: null,
      language: 'nl',
      guard: 'report',
      defaultRegion: 'NL',
      b2b: false,
      admins: ['1001'],
      house: { consentYears: 3, relationYears: 3, requireVerified: false },
      collection: { numberGiven: null, objectionOffered: null, from: null },
      deals: { default: null, pipelines: {} },
      consent: { products: 'any', notice: '' },
      mapping: {
        optIn: ['belrecht_opt_in'],
        optInNotice: 'belrecht_opt_in_notice',
        optInMethod: 'belrecht_opt_in_method',
        optInSource: 'belrecht_opt_in_source',
        optInAt: 'belrecht_opt_in_at',
        doNotCall: ['belrecht_do_not_call'],
        phones: ['phone', 'mobilephone'],
        relationKind: 'belrecht_relation_kind',
        legalForm: 'belrecht_legal_form',
        companyLegalForm: 'belrecht_legal_form',
        contractEnd: 'belrecht_contract_end',
        contractEndNone: [],
      },
    })
  })

  it('that were stored before there was a default region are Dutch', () => {
    const { defaultRegion: _later, ...stored } = fresh
    expect(portalSettingsSchema.parse(stored).defaultRegion).toBe('NL')
  })

  it('cannot be changed in place', () => {
    expect(() => Object.assign(fresh.house, { consentYears: 9 })).toThrow(TypeError)
  })
})

describe('a PUT', () => {
  it('replaces the given keys and leaves the rest', () => {
    const applied = applySettings(fresh, { guard: 'hold', house: { consentYears: 2 } })
    expect(applied).toMatchObject({ ok: true, changed: ['guard', 'house.consentYears'] })
    expect(changedTo({ guard: 'hold', house: { consentYears: 2 } })).toEqual({
      ...fresh,
      guard: 'hold',
      house: { ...fresh.house, consentYears: 2 },
    })
  })

  it('takes back what was read, controller included, and finds nothing changed', () => {
    expect(applySettings(fresh, JSON.parse(JSON.stringify(fresh)))).toEqual({ ok: true, settings: fresh, changed: [] })
  })

  it('takes each of these', () => {
    for (const patch of [
      { collection: { from: '2024-02-29', numberGiven: true, objectionOffered: false } },
      { product: 'solar', consent: { products: ['solar', 'heat'] } },
      { senderKind: 'charity', purpose: 'charitable', language: 'en' },
      { admins: ['1001', '2002'], b2b: true },
      { mapping: { optIn: ['newsletter_calls', 'belrecht_opt_in'] } },
      { mapping: { contractEndNone: ['onbepaald', 'doorlopend'] } },
      { house: { relationYears: 1, requireVerified: true } },
      { defaultRegion: 'BE' },
    ]) {
      expect(applySettings(fresh, patch)).toMatchObject({ ok: true })
    }
  })

  it('of pipelines replaces their whole table, so that one can be taken out', () => {
    const both = changedTo({ deals: { default: 'donor', pipelines: { gifts: 'donor', shop: 'customer' } } })
    const applied = applySettings(both, { deals: { pipelines: { shop: 'customer' } } })
    expect(applied).toMatchObject({ ok: true, changed: ['deals.pipelines.gifts'] })
    expect(applied.ok && applied.settings.deals).toEqual({ default: 'donor', pipelines: { shop: 'customer' } })
    expect(wrongPaths({ deals: { default: 'gift', pipelines: { shop: 'sale' } } })).toEqual([
      'deals.default',
      'deals.pipelines.shop',
    ])
  })

  it('names every wrong path at once', () => {
    const paths = wrongPaths({
      senderKind: 'bank',
      purpose: 'service',
      controllerName: '  ',
      b2b: 'yes',
      admins: ['1001', 'jan'],
      colour: 'red',
      house: { consentYears: 4, relationYears: 1.5, extra: 1 },
      collection: { from: '2025-02-29' },
      mapping: { optIn: [''], doNotCall: [], phones: 'phone' },
    })
    expect(paths).toEqual([
      'admins.1',
      'b2b',
      'collection.from',
      'colour',
      'controllerName',
      'house.consentYears',
      'house.extra',
      'house.relationYears',
      'mapping.doNotCall',
      'mapping.optIn.0',
      'mapping.phones',
      'purpose',
      'senderKind',
    ])
  })

  it.each([
    ['no administrator left', { admins: [] }, ['admins']],
    ['zero years', { house: { consentYears: 0 } }, ['house.consentYears']],
    ['another controller', { controller: 'other' }, ['controller']],
    ['a region that is no country', { defaultRegion: 'ZZ' }, ['defaultRegion']],
    ['a region that is a name', { defaultRegion: 'België' }, ['defaultRegion']],
    ['no region', { defaultRegion: null }, ['defaultRegion']],
    ['a section that is no object', { house: 5 }, ['house']],
    ['a section taken away', { mapping: null }, ['mapping']],
    ['a product list without a product', { consent: { products: ['solar'] } }, ['consent.products']],
    ['a product outside the list', { product: 'gas', consent: { products: ['solar'] } }, ['consent.products']],
    ['products of another kind', { consent: { products: 'all' } }, ['consent.products']],
    ['no object at all', [1], ['']],
    ['a name every object has', JSON.parse('{"__proto__":{"guard":"hold"},"toString":1}'), ['__proto__', 'toString']],
  ])('refuses %s', (_what, patch, paths) => {
    expect(wrongPaths(patch)).toEqual(paths)
  })

  it('names a missing product beside other faults', () => {
    expect(wrongPaths({ b2b: 'x', colour: 1, consent: { products: ['solar'] } })).toEqual([
      'b2b',
      'colour',
      'consent.products',
    ])
  })

  it('changes nothing when anything is wrong', () => {
    const before = structuredClone(fresh)
    applySettings(fresh, { guard: 'hold', b2b: 3 })
    expect(fresh).toEqual(before)
  })
})

describe('what makes contacts be judged again', () => {
  it.each<[string, unknown, boolean]>([
    ['the sender', { senderKind: 'charity' }, true],
    ['a shorter term', { house: { relationYears: 2 } }, true],
    ['a declaration', { collection: { numberGiven: true } }, true],
    ['a mapping', { mapping: { phones: ['phone'] } }, true],
    ['companies counting', { b2b: true }, true],
    ['the country of numbers', { defaultRegion: 'BE' }, true],
    ['the language of the reason', { language: 'en' }, true],
    ['the default notice', { consent: { notice: 'v2' } }, true],
    ['the guard', { guard: 'hold' }, false],
    ['the name, which stands in the scope of each consent', { controllerName: 'Zonnig' }, true],
    ['the administrators', { admins: ['7'] }, false],
    ['nothing', {}, false],
  ])('%s', (_what, patch, again) => {
    expect(affectsVerdicts(fresh, changedTo(patch))).toBe(again)
  })
})
