import { readdir } from 'node:fs/promises'

/** One measurement file: prints its figures as it goes. */
type Bench = {
  readonly run: (print: (figure: Record<string, unknown>) => void) => Promise<void>
}

const print = (figure: Record<string, unknown>): void => {
  process.stdout.write(`${JSON.stringify(figure)}\n`)
}

const wanted = process.argv[2] ?? ''
const all = (await readdir(import.meta.dirname)).filter((file) => file.endsWith('.bench.ts')).sort()
const chosen = all.filter((file) => file.includes(wanted))
if (chosen.length === 0) {
  process.stderr.write(`No measurement is named "${wanted}"; there are: ${all.join(', ')}\n`)
  process.exitCode = 1
}
for (const file of chosen) {
  const bench: Bench = await import(`./${file}`)
  await bench.run(print)
}
