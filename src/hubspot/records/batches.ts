/** HubSpot's sizes: records in one batch; records in one batch read with history; inputs in one associations read. */
export const BATCH_SIZE = 100
export const HISTORY_BATCH_SIZE = 50
export const ASSOCIATIONS_SIZE = 1_000

/**
 * Batches of one call in flight: the wire's latency is hidden and one caller still cannot crowd out a portal's others.
 */
const IN_FLIGHT = 4

export const chunks = <T>(items: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, index) => items.slice(index * size, (index + 1) * size))

/**
 * Works through all, a few at a time, and gives the results in
 * the order of the items; the first failure starts no more.
 */
export async function inTurn<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results = new Map<number, R>()
  let next = 0
  let failed = false
  async function worker(): Promise<void> {
    while (!failed && next < items.length) {
      const index = next++
      try {
        results.set(index, await work(items[index] as T))
      } catch (error) {
        failed = true
        throw error
      }
    }
  }
  const workers = Array.from({ length: Math.min(IN_FLIGHT, items.length) }, worker)
  // All settle before the first failure is thrown: nothing of this call writes after its caller saw it fail.
  const settled = await Promise.allSettled(workers)
  for (const outcome of settled) if (outcome.status === 'rejected') throw outcome.reason
  return [...results].sort(([a], [b]) => a - b).map(([, result]) => result)
}
