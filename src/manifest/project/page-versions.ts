import { readFileSync } from 'node:fs'
import { z } from 'zod'
import type { PageVersions } from './project-files.ts'

const shape = z.object({ devDependencies: z.object({ react: z.string(), '@hubspot/ui-extensions': z.string() }) })

/** HubSpot builds the pages with the same versions as the tests. */
export function readPageVersions(packageJson: string): PageVersions {
  return shape.parse(JSON.parse(readFileSync(packageJson, 'utf8'))).devDependencies
}
