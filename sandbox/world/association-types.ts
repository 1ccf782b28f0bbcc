import type { TypeId } from './object-types.ts'

export type AssociationType = {
  readonly category: 'HUBSPOT_DEFINED' | 'USER_DEFINED'
  readonly typeId: number
  readonly label: string | null
}

/** HubSpot's own association type ids, unlabelled, from → to. */
const UNLABELLED: Readonly<Record<string, number>> = {
  '0-1>0-1': 449,
  '0-1>0-2': 279,
  '0-2>0-1': 280,
  '0-1>0-3': 4,
  '0-3>0-1': 3,
  '0-3>0-2': 341,
  '0-2>0-3': 342,
  '0-2>0-2': 450,
  '0-27>0-1': 204,
  '0-1>0-27': 203,
  '0-27>0-2': 192,
  '0-2>0-27': 191,
  '0-27>0-3': 216,
  '0-3>0-27': 215,
  '0-46>0-1': 202,
  '0-1>0-46': 201,
  '0-46>0-2': 190,
  '0-2>0-46': 189,
  '0-46>0-3': 214,
  '0-3>0-46': 213,
  '0-48>0-1': 194,
  '0-1>0-48': 193,
  '0-48>0-2': 182,
  '0-2>0-48': 181,
  '0-48>0-3': 206,
  '0-3>0-48': 205,
}
/** A record has one primary company; these say so, in both directions. */
const PRIMARY: Readonly<Record<string, number>> = { '0-1>0-2': 1, '0-2>0-1': 2, '0-3>0-2': 5, '0-2>0-3': 6 }

/** null where HubSpot has no such association. */
export const unlabelledType = (from: TypeId, to: TypeId): number | null => UNLABELLED[`${from}>${to}`] ?? null
export const primaryType = (from: TypeId, to: TypeId): number | null => PRIMARY[`${from}>${to}`] ?? null

export function shownType(from: TypeId, to: TypeId, typeId: number): AssociationType {
  return { category: 'HUBSPOT_DEFINED', typeId, label: typeId === primaryType(from, to) ? 'Primary' : null }
}
