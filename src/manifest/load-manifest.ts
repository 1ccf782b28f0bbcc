import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Manifest, manifestSchema } from './schema.ts'

export class ManifestError extends Error {
  readonly code = 'manifest-invalid'
  /** One line for each thing that is wrong, each beginning with its path. */
  readonly problems: readonly string[]

  constructor(file: string, problems: readonly string[], cause?: unknown) {
    super(`${file}:\n${problems.map((problem) => `  ${problem}`).join('\n')}`, { cause })
    this.problems = problems
  }
}

/** `app.json`, checked. Throws ManifestError naming every wrong path at once. */
export function loadManifest(file: string = join(import.meta.dirname, '..', '..', 'app.json')): Manifest {
  let source: unknown
  try {
    source = JSON.parse(readFileSync(file, 'utf8'))
  } catch (cause) {
    throw new ManifestError(file, [cause instanceof Error ? cause.message : String(cause)], cause)
  }
  const parsed = manifestSchema.safeParse(source)
  if (parsed.success) return parsed.data
  throw new ManifestError(
    file,
    parsed.error.issues.map((issue) => `${issue.path.join('.') || 'the file'}: ${issue.message}`),
  )
}
