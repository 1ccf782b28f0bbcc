import { join } from 'node:path'
import { build } from 'esbuild'

const BROWSER = join(import.meta.dirname, 'browser')
const PROJECT = join(import.meta.dirname, '..', '..', 'hubspot-project', 'src', 'app')

/** The app's own pages, each the very file that HubSpot builds. */
const PAGES = {
  card: 'cards/PermissionCard.tsx',
  settings: 'settings/SettingsPage.tsx',
  home: 'pages/Home.tsx',
  recheck: 'actions/Recheck.tsx',
} as const
export type PageName = keyof typeof PAGES

export const isPageName = (name: string): name is PageName => Object.hasOwn(PAGES, name)

/**
 * A page with HubSpot's components replaced by plain HTML, as one script
 * for a browser. Built anew at every call: a fraction of a second.
 */
export async function bundlePage(name: PageName): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [join(PROJECT, PAGES[name])],
    bundle: true,
    write: false,
    format: 'iife',
    platform: 'browser',
    target: 'es2022',
    jsx: 'automatic',
    minify: true,
    logLevel: 'silent',
    define: { 'process.env.NODE_ENV': '"production"' },
    alias: {
      '@hubspot/ui-extensions/crm': join(BROWSER, 'crm.tsx'),
      '@hubspot/ui-extensions': join(BROWSER, 'ui-extensions.tsx'),
    },
  })
  return outputFiles[0]?.text ?? ''
}
