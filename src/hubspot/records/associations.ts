import { HubSpotError } from '../errors.ts'
import { amount, idText, list, member, text } from '../transport/wire.ts'
import { batchProblems } from './batch-errors.ts'
import type { CallThis } from './batch-read.ts'
import { ASSOCIATIONS_SIZE, chunks } from './batches.ts'
import type { ObjectType } from './records.ts'

export type Associated = {
  readonly id: string
  /** HubSpot's own types only, since a customer's start at 1 too: 1 is a contact's primary company, 279 any company. */
  readonly typeIds: readonly number[]
  /** The named ones only. */
  readonly labels: readonly string[]
}

type Input = { readonly id: string; readonly after?: string }

/** A record with more pages than this holds half a million associations: HubSpot is repeating itself. */
const MOST_ROUNDS = 1_000

/** What each record is associated with; every id asked for is there, with an empty list where there is nothing. */
export async function associations(
  call: CallThis,
  from: ObjectType,
  to: ObjectType,
  ids: readonly string[],
): Promise<Map<string, Associated[]>> {
  const found = new Map<string, Associated[]>(ids.map((id) => [id, []]))
  let inputs: Input[] = [...found.keys()].map((id) => ({ id }))
  // Records with many associations come back with a cursor of their own, and are asked again together.
  for (let round = 0; inputs.length > 0; round++) {
    if (round === MOST_ROUNDS) {
      throw new HubSpotError({ kind: 'unavailable', message: `associations of ${from}: no end of pages` })
    }
    const next: Input[] = []
    for (const chunk of chunks(inputs, ASSOCIATIONS_SIZE)) next.push(...(await readPage(call, from, to, chunk, found)))
    inputs = next
  }
  return found
}

async function readPage(
  call: CallThis,
  from: ObjectType,
  to: ObjectType,
  inputs: readonly Input[],
  found: Map<string, Associated[]>,
): Promise<Input[]> {
  const path = `/crm/associations/2026-09/${from}/${to}/batch/read`
  const answer = await call({ method: 'POST', path, body: { inputs } })
  // A record without associations is reported as an error of its own, and so is one that does not exist.
  const problem = batchProblems(answer).find(({ category }) => category !== 'OBJECT_NOT_FOUND')
  if (problem !== undefined) {
    const message = `associations of ${from}: ${problem.category} ${problem.message}`
    throw new HubSpotError({ kind: 'unavailable', message, category: problem.category, body: answer })
  }
  const further: Input[] = []
  for (const result of list(member(answer, 'results'))) {
    const id = idText(member(member(result, 'from'), 'id'))
    if (id === null) continue
    found.set(id, [...(found.get(id) ?? []), ...list(member(result, 'to')).flatMap(readAssociated)])
    const after = idText(member(member(member(result, 'paging'), 'next'), 'after'))
    if (after !== null) further.push({ id, after })
  }
  return further
}

function readAssociated(value: unknown): Associated[] {
  const id = idText(member(value, 'toObjectId'))
  if (id === null) return []
  const types = list(member(value, 'associationTypes'))
  return [
    {
      id,
      typeIds: types
        .filter((type) => text(member(type, 'category')) === 'HUBSPOT_DEFINED')
        .map((type) => amount(member(type, 'typeId')))
        .filter((each) => each !== null),
      labels: types.map((type) => text(member(type, 'label'))).filter((each) => each !== null),
    },
  ]
}
