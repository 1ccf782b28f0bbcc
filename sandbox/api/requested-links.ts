import type { z } from 'zod'
import { ApiError, notFound } from '../http/api-error.ts'
import { primaryType, unlabelledType } from '../world/association-types.ts'
import { OBJECT_TYPES, type TypeId } from '../world/object-types.ts'
import { linkRecords, type Writing } from '../world/write.ts'
import type { associationInput } from './object-schemas.ts'

type Link = { readonly to: TypeId; readonly toId: string; readonly primary: boolean | undefined }

/**
 * The `associations` of a creation, their type ids understood and
 * their targets found; throws 400 before anything is written.
 */
export function requestedLinks(
  writing: Writing,
  from: TypeId,
  inputs: readonly z.output<typeof associationInput>[],
): Link[] {
  return inputs.flatMap(({ to: target, types }) =>
    types.map(({ associationTypeId }) => {
      const { to, primary } = pairOf(from, associationTypeId)
      if (writing.portal.live(to, target.id) === null)
        throw notFound(`No record ${target.id} of type ${to} to associate with`)
      return { to, toId: target.id, primary }
    }),
  )
}

export function makeLinks(writing: Writing, from: TypeId, fromId: string, links: readonly Link[]): void {
  for (const { to, toId, primary } of links) {
    linkRecords(writing, writing.portal.associations.link(from, fromId, to, toId, primary))
  }
}

/** Which type an association type id leads to. */
function pairOf(
  from: TypeId,
  associationTypeId: number,
): { readonly to: TypeId; readonly primary: boolean | undefined } {
  for (const { id: to } of OBJECT_TYPES) {
    if (primaryType(from, to) === associationTypeId) return { to, primary: true }
    if (unlabelledType(from, to) === associationTypeId) return { to, primary: undefined }
  }
  throw new ApiError(400, 'VALIDATION_ERROR', `Invalid association type id ${associationTypeId} from ${from}`)
}
