import { setTimeout as sleep } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import type { RecordType, SandboxApi } from '../sandbox-api.ts'

const PATIENCE_MS = 15_000

/** Reads until it is as expected, and gives back what was read; what was read last is in the error. */
export async function eventually<T>(what: string, read: () => Promise<T>, holds: (seen: T) => boolean): Promise<T> {
  const end = Date.now() + PATIENCE_MS
  for (;;) {
    const seen = await read()
    if (holds(seen)) return seen
    if (Date.now() > end) throw new Error(`${what}; last seen: ${JSON.stringify(seen)}`)
    await sleep(40)
  }
}

/** Properties of a record, waited for until they are exactly these. */
export function expectProperties(
  sandbox: SandboxApi,
  portalId: number,
  type: RecordType,
  id: string,
  wanted: Readonly<Record<string, string>>,
): Promise<Record<string, string>> {
  const read = async () => {
    const { properties } = await sandbox.read(portalId, type, id)
    return Object.fromEntries(Object.keys(wanted).map((name) => [name, properties[name] ?? '']))
  }
  return eventually(`${type} ${id} of portal ${portalId} should have ${JSON.stringify(wanted)}`, read, (seen) =>
    isDeepStrictEqual(seen, { ...wanted }),
  )
}
