/** One line to the person watching. The only place of the demo that prints. */
export function say(line: string): void {
  process.stdout.write(`${line}\n`)
}

/** Says what is being done and how long it took. */
export async function step<T>(what: string, work: () => Promise<T>): Promise<T> {
  const started = performance.now()
  process.stdout.write(`· ${what} … `)
  const result = await work()
  process.stdout.write(`${((performance.now() - started) / 1000).toFixed(1)} s\n`)
  return result
}
