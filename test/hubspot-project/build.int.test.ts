import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildSingleExtension } from '@hubspot/ui-extensions-dev-server/build'
import { afterAll, describe, expect, it } from 'vitest'

const APP = join(import.meta.dirname, '..', '..', 'hubspot-project', 'src', 'app')
const folder = mkdtempSync(join(tmpdir(), 'built-pages-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** HubSpot refuses what is larger, and a rep waits for it. */
const MOST_BYTES = 400_000

describe("HubSpot's own builder", () => {
  it.each([
    ['cards', 'PermissionCard'],
    ['settings', 'SettingsPage'],
    ['pages', 'Home'],
    ['actions', 'Recheck'],
  ])('builds %s/%s into one script that brings no browser of its own', async (place, name) => {
    const outputDir = join(folder, name)
    await buildSingleExtension({
      file: `${name}.tsx`,
      outputDir,
      root: join(APP, place),
      minify: true,
      logLevel: 'error',
    })
    const script = readFileSync(join(outputDir, `${name}.js`), 'utf8')
    expect(existsSync(join(outputDir, `${name}-manifest.json`))).toBe(true)
    expect(script.length).toBeLessThan(MOST_BYTES)
    expect(script).toContain('extend_V2')
    // A page runs in a worker: there is no document to touch and nothing to store in.
    expect(script).not.toMatch(
      /\b(localStorage|sessionStorage|document\.(cookie|createElement)|dangerouslySetInnerHTML)\b/,
    )
  })
})
