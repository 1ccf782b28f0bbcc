import { idText, list, member } from '../transport/wire.ts'
import { batchProblems, refusalOf, refusesContent } from './batch-errors.ts'
import type { CallThis } from './batch-read.ts'
import { BATCH_SIZE, chunks, inTurn } from './batches.ts'
import { type ObjectType, objectsPath } from './records.ts'

export type Creation = {
  readonly properties: Readonly<Record<string, string>>
  /** HubSpot's own association types: note → contact is 202, task → contact 204. */
  readonly associations?: readonly { readonly toId: string; readonly typeId: number }[]
}

/** `index` is the place in the given inputs. */
export type CreateResult = {
  readonly created: readonly { readonly index: number; readonly id: string }[]
  readonly refused: readonly { readonly index: number; readonly category: string; readonly message: string }[]
}

type Numbered = Creation & { readonly index: number }

/**
 * Not idempotent, so never repeated after a lost answer: `timeout` and `unavailable` then leave open whether the
 * records were made. Each input carries a trace id, without which HubSpot does not say which of them it refused.
 */
export async function batchCreate(
  call: CallThis,
  type: ObjectType,
  inputs: readonly Creation[],
): Promise<CreateResult> {
  const numbered = inputs.map((input, index) => ({ ...input, index }))
  const parts = await inTurn(chunks(numbered, BATCH_SIZE), (chunk) => create(call, type, chunk))
  return { created: parts.flatMap((part) => part.created), refused: parts.flatMap((part) => part.refused) }
}

async function create(call: CallThis, type: ObjectType, inputs: readonly Numbered[]): Promise<CreateResult> {
  const body = { inputs: inputs.map(toWire) }
  try {
    return outcome(
      inputs,
      await call({ method: 'POST', path: `${objectsPath(type)}/batch/create`, body, idempotent: false }),
    )
  } catch (error) {
    if (!refusesContent(error)) throw error
    const [only] = inputs
    if (only !== undefined && inputs.length === 1) {
      return {
        created: [],
        refused: [{ ...refusalOf('', error), index: only.index }].map(({ id: _, ...rest }) => rest),
      }
    }
    // Refused as a whole, nothing was made: split until only the guilty are left.
    const middle = Math.ceil(inputs.length / 2)
    const first = await create(call, type, inputs.slice(0, middle))
    const second = await create(call, type, inputs.slice(middle))
    return { created: [...first.created, ...second.created], refused: [...first.refused, ...second.refused] }
  }
}

const toWire = ({ index, properties, associations = [] }: Numbered) => ({
  objectWriteTraceId: String(index),
  properties,
  associations: associations.map(({ toId, typeId }) => ({
    to: { id: toId },
    types: [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId: typeId }],
  })),
})

function outcome(inputs: readonly Numbered[], body: unknown): CreateResult {
  const results = list(member(body, 'results'))
  const created = results.flatMap((result, place) => {
    const id = idText(member(result, 'id'))
    const trace = idText(member(result, 'objectWriteTraceId'))
    // Without trace ids only a complete answer can be matched, by its order.
    const index = trace !== null ? Number(trace) : results.length === inputs.length ? inputs[place]?.index : undefined
    return id === null || index === undefined ? [] : [{ index, id }]
  })
  const problems = batchProblems(body).map((problem, place) => ({ ...problem, traces: tracesOf(body, place) }))
  const done = new Set(created.map((each) => each.index))
  const refused = inputs
    .filter((input) => !done.has(input.index))
    .map(({ index }) => {
      const named = problems.find((problem) => problem.traces.includes(String(index)))
      const { category, message } = named ?? problems[0] ?? UNCONFIRMED
      return { index, category, message }
    })
  return { created, refused }
}

const UNCONFIRMED = { category: 'NOT_CONFIRMED', message: 'HubSpot did not confirm this record' }

const tracesOf = (body: unknown, place: number): (string | null)[] =>
  list(member(member(list(member(body, 'errors'))[place], 'context'), 'objectWriteTraceId')).map(idText)
