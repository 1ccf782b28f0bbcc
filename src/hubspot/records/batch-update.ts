import type { HubSpotError } from '../errors.ts'
import { idText, list, member } from '../transport/wire.ts'
import { batchProblems, type Refusal, refusalOf, refusesContent } from './batch-errors.ts'
import type { CallThis } from './batch-read.ts'
import { BATCH_SIZE, chunks, inTurn } from './batches.ts'
import { type HubSpotRecord, type ObjectType, objectsPath, readProperties } from './records.ts'

export type Update = { readonly id: string; readonly properties: Readonly<Record<string, string>> }

export type UpdateResult = { readonly updated: readonly string[]; readonly refused: readonly Refusal[] }

/** What HubSpot made of the values: it may rewrite a text that it takes. Missing where its answer does not show it. */
export type UpdatesShown = { readonly shown: ReadonlyMap<string, HubSpotRecord['properties']> }

/**
 * Writes absolute values, so it may be repeated. Each id ends up in exactly one list; several updates of one record are
 * one write, the last value of a property winning. A batch refused as a whole is split until only the guilty are left,
 * since one record that breaks an account's own validation rule would otherwise hold up the other 99.
 */
export async function batchUpdate(
  call: CallThis,
  type: ObjectType,
  updates: readonly Update[],
): Promise<UpdateResult & UpdatesShown> {
  const merged = new Map<string, Record<string, string>>()
  for (const { id, properties } of updates) merged.set(id, { ...merged.get(id), ...properties })
  const inputs = [...merged].map(([id, properties]) => ({ id, properties }))
  const shown = new Map<string, HubSpotRecord['properties']>()
  const listening: CallThis = async (request) => {
    const body = await call(request)
    for (const result of list(member(body, 'results'))) {
      const id = idText(member(result, 'id'))
      if (id !== null) shown.set(id, readProperties(member(result, 'properties')))
    }
    return body
  }
  const parts = await inTurn(chunks(inputs, BATCH_SIZE), (chunk) => write(listening, type, chunk))
  return { updated: parts.flatMap((part) => part.updated), refused: parts.flatMap((part) => part.refused), shown }
}

async function write(call: CallThis, type: ObjectType, inputs: readonly Update[]): Promise<UpdateResult> {
  if (inputs.length === 0) return { updated: [], refused: [] }
  const path = `${objectsPath(type)}/batch/update`
  try {
    return outcome(inputs, await call({ method: 'POST', path, body: { inputs } }))
  } catch (error) {
    if (!refusesContent(error)) throw error
    return split(call, type, inputs, error)
  }
}

/** 200, 202 and 207 are distinguished by what the body says of each record, not by their number. */
function outcome(inputs: readonly Update[], body: unknown): UpdateResult {
  const asked = new Set(inputs.map((input) => input.id))
  const results = list(member(body, 'results')).map((result) => idText(member(result, 'id')))
  const problems = batchProblems(body)
  const refused = new Map<string, Refusal>()
  for (const { ids, category, message } of problems) {
    for (const id of ids) if (asked.has(id)) refused.set(id, { id, category, message })
  }
  const updated = results.filter((id) => id !== null && asked.has(id) && !refused.has(id)) as string[]
  const silent = [...asked].filter((id) => !refused.has(id) && !updated.includes(id))
  // A record merged into another answers under the other's id: counted, though not named.
  const unnamed = results.length - updated.length
  if (silent.length > 0 && silent.length <= unnamed)
    return { updated: [...updated, ...silent], refused: [...refused.values()] }
  const nameless = problems.find((problem) => problem.ids.length === 0)
  const { category, message } = nameless ?? {
    category: 'NOT_CONFIRMED',
    message: 'HubSpot did not confirm this record',
  }
  return { updated, refused: [...refused.values(), ...silent.map((id) => ({ id, category, message }))] }
}

async function split(
  call: CallThis,
  type: ObjectType,
  inputs: readonly Update[],
  error: HubSpotError,
): Promise<UpdateResult> {
  const [only] = inputs
  if (only !== undefined && inputs.length === 1) return { updated: [], refused: [refusalOf(only.id, error)] }
  if (sameFate(inputs, error)) return { updated: [], refused: inputs.map(({ id }) => refusalOf(id, error)) }

  const named = new Map(batchProblems(error.body).flatMap(({ ids, ...why }) => ids.map((id) => [id, why] as const)))
  const guilty = inputs.filter((input) => named.has(input.id))
  if (guilty.length > 0) {
    const rest = await write(
      call,
      type,
      inputs.filter((input) => !named.has(input.id)),
    )
    const refused = guilty.map(({ id }) => ({ id, ...(named.get(id) ?? refusalOf(id, error)) }))
    return { updated: rest.updated, refused: [...rest.refused, ...refused] }
  }

  const middle = Math.ceil(inputs.length / 2)
  const first = await write(call, type, inputs.slice(0, middle))
  const second = await write(call, type, inputs.slice(middle))
  return { updated: [...first.updated, ...second.updated], refused: [...first.refused, ...second.refused] }
}

/** A property the account does not have fails every record that names it: splitting a hundred would cost 199 calls. */
function sameFate(inputs: readonly Update[], error: HubSpotError): boolean {
  if (!`${error.message} ${JSON.stringify(error.body ?? null)}`.includes('PROPERTY_DOESNT_EXIST')) return false
  const shape = (update: Update | undefined) =>
    Object.keys(update?.properties ?? {})
      .sort()
      .join()
  return inputs.every((input) => shape(input) === shape(inputs[0]))
}
