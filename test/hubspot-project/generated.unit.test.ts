import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseProjectConfig } from '@hubspot/project-parsing-lib/projects'
import { translate } from '@hubspot/project-parsing-lib/translate'
import { validateUid } from '@hubspot/project-parsing-lib/uid'
import { createAjvInstance } from '@hubspot/project-parsing-lib/validation'
import { afterAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { loadManifest } from '../../src/manifest/load-manifest.ts'
import { componentConfigs } from '../../src/manifest/project/component-schemas.ts'
import { readPageSources } from '../../src/manifest/project/page-sources.ts'
import { components, projectFiles } from '../../src/manifest/project/project-files.ts'
import { staleFiles } from '../../src/manifest/project/stale-files.ts'
import { subscriptions } from '../../src/manifest/subscriptions.ts'

const ROOT = join(import.meta.dirname, '..', '..')
const PROJECT = join(ROOT, 'hubspot-project')
const manifest = loadManifest()
const files = projectFiles(manifest, readPageSources(ROOT))
const ours = components(manifest)

const folder = mkdtempSync(join(tmpdir(), 'hubspot-project-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('hubspot-project', () => {
  it.each([...files])('%s is what app.json and src/answers say: run npm run manifest', (path, text) => {
    expect(readFileSync(join(PROJECT, path), 'utf8')).toBe(text)
  })

  it('has no component that app.json does not make', () => {
    expect(staleFiles(PROJECT, files)).toEqual([])
  })

  it('names an entry point that is there for everything people see', () => {
    const entries = ours.flatMap(({ config }) => ('entrypoint' in config ? [config.entrypoint] : []))
    expect(entries.length).toBeGreaterThanOrEqual(6)
    for (const entry of entries) expect(readFileSync(join(PROJECT, 'src', entry), 'utf8')).toContain('hubspot.extend')
  })
})

describe("HubSpot's own parser", () => {
  it.each(['2026.09', '2026.03'])(
    'finds every component for platform %s and skips no file',
    async (platformVersion) => {
      const { intermediateRepresentation, skippedHsMetaFiles } = await translate(
        { projectSourceDir: join(PROJECT, 'src'), platformVersion },
        { skipValidation: true },
      )
      expect(skippedHsMetaFiles).toEqual([])
      const found = Object.keys(intermediateRepresentation.intermediateNodesIndexedByUid)
      expect(found).toEqual(expect.arrayContaining(ours.map(({ uid }) => uid)))
    },
  )

  it('reads the project and fills in the profile', async () => {
    expect(parseProjectConfig(PROJECT)).toMatchObject({ srcDir: 'src', platformVersion: '2026.09' })
    cpSync(PROJECT, folder, { recursive: true })
    const source = { projectSourceDir: join(folder, 'src'), platformVersion: '2026.09' }
    const profile = { accountId: 1, variables: { HOST: 'a.nl', SUPPORT_EMAIL: 'b@a.nl', GUIDE_URL: 'https://a.nl/c' } }
    writeFileSync(join(folder, 'src', 'hsprofile.live.json'), JSON.stringify(profile))
    const { intermediateRepresentation } = await translate(source, { skipValidation: true, profile: 'live' })
    const nodes = JSON.stringify(intermediateRepresentation.intermediateNodesIndexedByUid)
    expect(nodes).toContain('https://a.nl/webhooks/hubspot')
    expect(nodes).toContain('"supportEmail":"b@a.nl"')
    expect(nodes).not.toContain('${')
  })

  it('takes every uid', () => {
    expect(ours.map(({ uid }) => validateUid(uid)).filter((problem) => problem !== undefined)).toEqual([])
    expect(new Set(ours.map(({ uid }) => uid)).size).toBe(ours.length)
  })
})

describe('our JSON schemas', () => {
  const ajv = createAjvInstance()
  /** A whole `*-hsmeta.json` of that type, as JSON Schema 2020-12. */
  const componentSchema = (type: keyof typeof componentConfigs) => {
    const uid = z.string().regex(/^[a-zA-Z0-9_.-]{1,64}$/)
    return z.toJSONSchema(z.strictObject({ uid, type: z.literal(type), config: componentConfigs[type] }))
  }
  const validate = (component: { type: keyof typeof componentConfigs }) => {
    const check = ajv.compile(componentSchema(component.type))
    return check(component) ? [] : (check.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`)
  }

  it.each(ours)('accept $type $uid', (component) => {
    expect(validate(component)).toEqual([])
  })

  it.each<[keyof typeof componentConfigs, (config: never) => unknown, string]>([
    [
      'app',
      (config: { distribution: string }) => Object.assign(config, { distribution: 'private' }),
      '/config/distribution',
    ],
    [
      'app',
      (c: { auth: { redirectUrls: string[] } }) => c.auth.redirectUrls.push('http://x.nl/'),
      '/config/auth/redirectUrls/1',
    ],
    [
      'webhooks',
      (c: { settings: object }) => Object.assign(c.settings, { maxConcurrentRequests: 5 }),
      '/config/settings/maxConcurrentRequests',
    ],
    [
      'webhooks',
      (c: { subscriptions: { crmObjects: object[] } }) =>
        Object.assign(c.subscriptions.crmObjects[2] ?? {}, { objectName: 'contact' }),
      '/config/subscriptions/crmObjects/2',
    ],
    ['card', (config: object) => Object.assign(config, { location: 'crm.record.middle' }), '/config/location'],
    [
      'settings',
      (config: object) => Object.assign(config, { entrypoint: '/app/settings/Page.js' }),
      '/config/entrypoint',
    ],
    ['page', (config: object) => Object.assign(config, { title: 'Home' }), '/config'],
    ['crm-bulk-action', (config: object) => Object.assign(config, { objectTypes: [] }), '/config/objectTypes'],
    [
      'workflow-action',
      (c: { labels: { en: object } }) => Reflect.deleteProperty(c.labels.en, 'inputFieldLabels'),
      '/config/labels/en',
    ],
  ] as never)('refuse a wrong %s by its path', (type, change, path) => {
    const component = structuredClone(ours.find((each) => each.type === type))
    if (component === undefined) throw new Error(`there is no ${type}`)
    change(component.config as never)
    const problems = validate(component)
    expect(problems).toHaveLength(1)
    expect(problems[0]?.split(' ')[0]).toBe(path)
  })
})

describe('service and project', () => {
  const configOf = <Type extends (typeof ours)[number]['type']>(type: Type) =>
    ours.find((each) => each.type === type)?.config as unknown

  it('ask for the same scopes', () => {
    expect(configOf('app')).toMatchObject({
      auth: { requiredScopes: manifest.scopes.required.map(({ name }) => name), optionalScopes: [] },
    })
  })

  it('know the same subscriptions', () => {
    const { crmObjects, hubEvents } = (configOf('webhooks') as { subscriptions: Record<string, object[]> })
      .subscriptions
    const active = subscriptions(manifest).map((row) => ({ ...row, active: true }))
    expect([...(crmObjects ?? []), ...(hubEvents ?? [])]).toEqual(active)
  })

  it('let a workflow branch on every verdict', () => {
    const { outputFields } = configOf('workflow-action') as {
      outputFields: { typeDefinition: { options?: unknown[] } }[]
    }
    expect(outputFields.map(({ typeDefinition }) => typeDefinition.options?.length)).toEqual([
      4,
      9,
      undefined,
      undefined,
    ])
  })
})
