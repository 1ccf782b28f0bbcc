import { decideLines } from './decide-lines.ts'

/**
 * `npm run --silent decide`: cases as JSON Lines on stdin, verdicts
 * on stdout. Exit status 1 when a line could not be judged.
 */
export async function decide(): Promise<number> {
  const { errors } = await decideLines(process.stdin, process.stdout)
  return errors > 0 ? 1 : 0
}
