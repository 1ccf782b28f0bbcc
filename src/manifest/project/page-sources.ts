import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { PageSources } from './project-files.ts'

const shape = z.object({ devDependencies: z.object({ react: z.string(), '@hubspot/ui-extensions': z.string() }) })

/**
 * From the repository's root. The versions the pages are tested with are the ones HubSpot builds them with,
 * and the types they are compiled with are the service's own.
 */
export function readPageSources(root: string): PageSources {
  const { devDependencies } = shape.parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')))
  return { versions: devDependencies, answers: readFileSync(join(root, ANSWERS), 'utf8') }
}

const ANSWERS = 'src/answers/answers.ts'
