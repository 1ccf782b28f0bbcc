import type { z } from 'zod'
import type { InputProblem } from '../answers/answers.ts'

/**
 * What a schema refuses, a path each; a name that does not belong is named itself, with `unknownKey` as what is wrong.
 */
export function problemsIn(error: z.ZodError, unknownKey: string): InputProblem[] {
  return error.issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => ({ path: [...issue.path, key].join('.'), message: unknownKey }))
      : [{ path: issue.path.join('.'), message: issue.message }],
  )
}
