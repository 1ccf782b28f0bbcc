import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { loadManifest } from '../manifest/load-manifest.ts'
import { readPageSources } from '../manifest/project/page-sources.ts'
import { projectFiles } from '../manifest/project/project-files.ts'
import { staleFiles } from '../manifest/project/stale-files.ts'
import { printJson } from './settings.ts'
import { UsageError } from './usage.ts'

const ROOT = join(import.meta.dirname, '..', '..')
const PROJECT = join(ROOT, 'hubspot-project')

/**
 * `npm run manifest`: writes `hubspot-project/` from app.json and the types of our answers. Safe to repeat; a file it
 * no longer writes is named, for HubSpot wants to know.
 */
export async function manifest(): Promise<number> {
  const files = projectFiles(loadManifest(), readPageSources(ROOT))
  const changed = [...files].filter(([path, text]) => textOf(join(PROJECT, path)) !== text)
  for (const [path, text] of changed) {
    mkdirSync(dirname(join(PROJECT, path)), { recursive: true })
    writeFileSync(join(PROJECT, path), text)
  }
  printJson({ files: files.size, changed: changed.map(([path]) => path) })
  const stale = staleFiles(PROJECT, files)
  if (stale.length > 0)
    throw new UsageError(`Nothing in app.json makes these any more; delete them: ${stale.join(', ')}`)
  return 0
}

function textOf(file: string): string | null {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
}
