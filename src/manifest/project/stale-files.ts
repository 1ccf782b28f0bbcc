import { readdirSync } from 'node:fs'
import { relative, sep } from 'node:path'

/** Component files that lie in the project but are not generated: HubSpot would deploy them all the same. */
export function staleFiles(project: string, files: ReadonlyMap<string, string>): string[] {
  return readdirSync(project, { recursive: true, withFileTypes: true })
    .filter(
      (entry) => entry.isFile() && entry.name.endsWith('-hsmeta.json') && !entry.parentPath.includes('node_modules'),
    )
    .map((entry) => relative(project, `${entry.parentPath}${sep}${entry.name}`).replaceAll(sep, '/'))
    .filter((path) => !files.has(path))
}
