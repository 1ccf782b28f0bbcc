import { isTransient } from './transient-errors.ts'

/**
 * Work for many records at once that one of them can spoil: then it is done in halves, until the guilty ones stand
 * alone and are blamed, and the others go through. Work must bear to be done twice. A transient error is no record's
 * fault and is thrown on.
 */
export async function isolateFailures<One>(
  all: readonly One[],
  work: (some: readonly One[]) => Promise<unknown>,
  blame: (one: One, error: unknown) => Promise<unknown> | unknown,
): Promise<void> {
  const [first] = all
  if (first === undefined) return
  try {
    await work(all)
  } catch (error) {
    if (isTransient(error)) throw error
    if (all.length === 1) {
      await blame(first, error)
      return
    }
    const middle = Math.ceil(all.length / 2)
    await isolateFailures(all.slice(0, middle), work, blame)
    await isolateFailures(all.slice(middle), work, blame)
  }
}

/** What went wrong, without anybody's data: messages may quote values, names and codes do not. */
export function failureName(error: unknown): string {
  if (!(error instanceof Error)) return 'error'
  return 'code' in error && typeof error.code === 'string' ? `${error.name} ${error.code}` : error.name
}
