import type { Manifest } from '../schema.ts'
import { appComponent } from './app-component.ts'
import type { Component } from './component.ts'
import { bulkActionComponents, cardComponents, homeComponent, settingsComponent } from './page-components.ts'
import { webhooksComponent } from './webhooks-component.ts'
import { workflowComponents } from './workflow-components.ts'

/** HubSpot's platform of autumn 2026; nothing in the files is newer than 2026.03 but the bulk action. */
export const PLATFORM_VERSION = '2026.09'

/** The folder HubSpot looks in for each type; a file one level deeper is skipped without a word. */
const FOLDERS: Readonly<Record<Component['type'], string>> = {
  app: '',
  webhooks: 'webhooks/',
  card: 'cards/',
  settings: 'settings/',
  page: 'pages/',
  'crm-bulk-action': 'actions/',
  'workflow-action': 'workflow-actions/',
}
const WITH_PAGES = ['cards', 'settings', 'pages', 'actions']

export const components = (manifest: Manifest): Component[] => [
  appComponent(manifest),
  webhooksComponent(manifest),
  ...cardComponents(manifest),
  settingsComponent(manifest),
  homeComponent(manifest),
  ...bulkActionComponents(manifest),
  ...workflowComponents(manifest),
]

/** What the pages are compiled with, as the root package.json has it. */
export type PageVersions = { readonly react: string; readonly '@hubspot/ui-extensions': string }

/**
 * Every generated file of `hubspot-project/`: path within it →
 * text. React sources stand beside them and are written by hand.
 */
export function projectFiles(manifest: Manifest, versions: PageVersions): Map<string, string> {
  const files = new Map<string, unknown>()
  files.set('hsproject.json', { name: manifest.uid, srcDir: 'src', platformVersion: PLATFORM_VERSION })
  files.set('src/hsprofile.example.json', {
    accountId: 1,
    variables: {
      HOST: 'belrecht.example',
      SUPPORT_EMAIL: 'support@belrecht.example',
      GUIDE_URL: 'https://belrecht.example/guide',
    },
  })
  for (const component of components(manifest)) {
    const name = component.type === 'app' ? 'app' : component.uid
    files.set(`src/app/${FOLDERS[component.type]}${name}-hsmeta.json`, component)
  }
  for (const folder of WITH_PAGES) {
    const name = `${manifest.uid}-${folder}`
    files.set(`src/app/${folder}/package.json`, {
      name,
      version: '1.0.0',
      private: true,
      type: 'module',
      dependencies: versions,
    })
  }
  return new Map([...files].map(([path, json]) => [path, `${JSON.stringify(json, null, 2)}\n`]))
}
