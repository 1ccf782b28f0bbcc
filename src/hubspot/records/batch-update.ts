import { idText, list, member } from '../transport/wire.ts'
import {
  type BatchProblem,
  batchProblems,
  type Refusal,
  type RefusedProperty,
  refusalOf,
  refusedProperties,
  refusesContent,
} from './batch-errors.ts'
import type { CallThis } from './batch-read.ts'
import { BATCH_SIZE, chunks, inTurn } from './batches.ts'
import { type HubSpotRecord, type ObjectType, objectsPath, readProperties } from './records.ts'
import { type LeftOut, leaveOut, refusedEverywhere, type Update } from './refused-values.ts'

/** `leftOut`: properties that HubSpot did not take on a record, whose other properties were written all the same. */
export type UpdateResult = {
  readonly updated: readonly string[]
  readonly refused: readonly Refusal[]
  readonly leftOut: readonly LeftOut[]
}

const NOTHING: UpdateResult = { updated: [], refused: [], leftOut: [] }

/** What HubSpot made of the values: it may rewrite a text that it takes. Missing where its answer does not show it. */
export type UpdatesShown = { readonly shown: ReadonlyMap<string, HubSpotRecord['properties']> }

/**
 * Writes absolute values, so it may be repeated. Each id ends up in `updated` or `refused`; several updates of one
 * record are one write, the last value of a property winning. One property never keeps the others from being written,
 * and one record never holds up the other 99: what is refused is left out where HubSpot names it, else the batch is
 * split until only the guilty are left.
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
  const write = writer(listening, `${objectsPath(type)}/batch/update`)
  return { ...together(await inTurn(chunks(inputs, BATCH_SIZE), write)), shown }
}

type Write = (inputs: readonly Update[]) => Promise<UpdateResult>

function writer(call: CallThis, path: string): Write {
  const write: Write = async (inputs) => {
    if (inputs.length === 0) return NOTHING
    try {
      return await afterAnswer(write, inputs, await call({ method: 'POST', path, body: { inputs } }))
    } catch (error) {
      if (!refusesContent(error)) throw error
      const [only] = inputs
      const why = { ...refusalOf(only?.id ?? '', error), properties: refusedProperties(error.body) }
      return afterRefusal(write, inputs, why, batchProblems(error.body))
    }
  }
  return write
}

/** 200, 202 and 207 are distinguished by what the body says of each record, not by their number. */
async function afterAnswer(write: Write, inputs: readonly Update[], body: unknown): Promise<UpdateResult> {
  const { updated, refused } = outcome(inputs, body)
  const named = new Map(batchProblems(body).flatMap((problem) => problem.ids.map((id) => [id, problem] as const)))
  return together([{ ...NOTHING, updated }, await withoutRefused(write, inputs, refused, named)])
}

/** These records again, each without the properties that were refused on it; refused where nothing is left to write. */
async function withoutRefused(
  write: Write,
  inputs: readonly Update[],
  refused: readonly Refusal[],
  named: ReadonlyMap<string, Pick<BatchProblem, 'properties'>>,
): Promise<UpdateResult> {
  const byId = new Map(inputs.map((input) => [input.id, input]))
  const tried = refused.map((refusal) => {
    const input = byId.get(refusal.id)
    const { rest, leftOut } = leaveOut(input ? [input] : [], named.get(refusal.id)?.properties ?? [])
    return { refusal, leftOut, again: leftOut.length > 0 ? rest : [] }
  })
  return together([
    { ...NOTHING, refused: tried.filter(({ again }) => again.length === 0).map(({ refusal }) => refusal) },
    { ...NOTHING, leftOut: tried.flatMap(({ leftOut }) => leftOut) },
    await write(tried.flatMap(({ again }) => again)),
  ])
}

function outcome(inputs: readonly Update[], body: unknown): Pick<UpdateResult, 'updated' | 'refused'> {
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

type Why = Omit<Refusal, 'id'> & { readonly properties: readonly RefusedProperty[] }

/** The whole batch was refused. */
async function afterRefusal(
  write: Write,
  inputs: readonly Update[],
  why: Why,
  problems: readonly BatchProblem[],
): Promise<UpdateResult> {
  const everywhere = leaveOut(inputs, refusedEverywhere(inputs, why.properties))
  if (everywhere.leftOut.length > 0) return goOn(write, everywhere, why)
  const [only] = inputs
  if (only !== undefined && inputs.length === 1) return goOn(write, leaveOut([only], why.properties), why)

  const named = new Map(problems.flatMap((problem) => problem.ids.map((id) => [id, problem] as const)))
  const guilty = inputs.filter((input) => named.has(input.id))
  if (guilty.length > 0) {
    const innocent = inputs.filter((input) => !named.has(input.id))
    const refused = guilty.map(({ id }) => ({ id, ...reasonOf(named.get(id) ?? why) }))
    return together([await write(innocent), await withoutRefused(write, guilty, refused, named)])
  }
  const middle = Math.ceil(inputs.length / 2)
  return together([await write(inputs.slice(0, middle)), await write(inputs.slice(middle))])
}

/** Writes what is left; a record of which nothing is left, or nothing could be left out, is refused. */
async function goOn(
  write: Write,
  { rest, leftOut, emptied, untouched }: ReturnType<typeof leaveOut>,
  why: Why,
): Promise<UpdateResult> {
  const again = leftOut.length > 0 ? rest : []
  const given = leftOut.length > 0 ? emptied : untouched
  const refused = given.map((id) => ({ id, ...reasonOf(why) }))
  return together([{ ...NOTHING, refused, leftOut }, await write(again)])
}

const reasonOf = ({ category, message }: Pick<Refusal, 'category' | 'message'>) => ({ category, message })

function together(parts: readonly UpdateResult[]): UpdateResult {
  return {
    updated: parts.flatMap((part) => part.updated),
    refused: parts.flatMap((part) => part.refused),
    leftOut: parts.flatMap((part) => part.leftOut),
  }
}
