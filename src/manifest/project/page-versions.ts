import { readFileSync } from 'node:fs'
import { z } from 'zod'
import type { PageVersions } from './project-files.ts'

const shape = z.object({ devDependencies: z.object({ react: z.string(), '@hubspot/ui-extensions': z.string() }) })

/** The versions the pages are tested with are the ones HubSpot is told to build them with. */
export function readPageVersions(packageJson: string): PageVersions {
  return shape.parse(JSON.parse(readFileSync(packageJson, 'utf8'))).devDependencies
}
