import type { Manifest } from '../schema.ts'
import { appComponent } from './app-component.ts'
import type { Component } from './component.ts'
import { bulkActionComponents, cardComponents, homeComponent, settingsComponent } from './page-components.ts'
import { webhooksComponent } from './webhooks-component.ts'
import { workflowComponents } from './workflow-components.ts'

/** HubSpot's platform of autumn 2026; nothing in the files is newer than 2026.03 but the bulk action. */
export const PLATFORM_VERSION = '2026.09'

/** The folder HubSpot reads for each type; a file one level deeper is skipped without a message. */
const FOLDERS: Readonly<Record<Component['type'], string>> = {
  app: '',
  webhooks: 'webhooks/',
  card: 'cards/',
  settings: 'settings/',
  page: 'pages/',
  'crm-bulk-action': 'actions/',
  'workflow-action': 'workflow-actions/',
}
/** HubSpot uploads this folder alone, so the pages cannot import the service's types where they are. */
const COPIED = '// Made by npm run manifest from src/answers/answers.ts: change it there.'
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

/** What the pages are built from besides app.json. */
export type PageSources = {
  /** The packages they are compiled with, as the root package.json has them. */
  readonly versions: { readonly react: string; readonly '@hubspot/ui-extensions': string }
  /** The types of what the service answers, as `src/answers/answers.ts` has them. */
  readonly answers: string
}

/**
 * Every generated file of `hubspot-project/`: path within it → text. React sources stand beside them and are written by
 * hand.
 */
export function projectFiles(manifest: Manifest, { versions, answers }: PageSources): Map<string, string> {
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
  const texts = new Map([...files].map(([path, json]) => [path, `${JSON.stringify(json, null, 2)}\n`]))
  return texts.set('src/app/shared/answers.ts', `${COPIED}\n${answers}`)
}
