import { type AssociationType, primaryType, unlabelledType } from './association-types.ts'
import type { TypeId } from './object-types.ts'

/** One end of what changed; a link or unlink always comes as two, one per direction. */
export type AssociationChange = {
  readonly from: TypeId
  readonly fromId: string
  readonly to: TypeId
  readonly toId: string
  readonly removed: boolean
  readonly primary: boolean
}

/** The links of one portal, kept in both directions. */
export class Associations {
  /** `from>to` → from id → to id → association type ids. */
  readonly #links = new Map<string, Map<string, Map<string, Set<number>>>>()

  /** Labels of the customer's own, per link in one direction. */
  readonly #labels = new Map<string, AssociationType[]>()

  /** A customer's own label; its type ids start at 1, as HubSpot's own do. */
  label(from: TypeId, fromId: string, to: TypeId, toId: string, own: { typeId: number; label: string }): void {
    const link = `${from}:${fromId}>${to}:${toId}`
    this.#labels.set(link, [...this.labelsOf(from, fromId, to, toId), { category: 'USER_DEFINED', ...own }])
  }

  labelsOf(from: TypeId, fromId: string, to: TypeId, toId: string): readonly AssociationType[] {
    return this.#labels.get(`${from}:${fromId}>${to}:${toId}`) ?? []
  }

  /** To ids with their association type ids, oldest link first. */
  of(from: TypeId, fromId: string, to: TypeId): ReadonlyMap<string, ReadonlySet<number>> {
    return this.#links.get(`${from}>${to}`)?.get(fromId) ?? new Map()
  }

  /**
   * Links two records. `primary`: true makes it the primary company, false leaves
   * it unlabelled, undefined does as HubSpot does by default: the first company
   * becomes the primary one. Answers what changed: nothing when it was so already.
   */
  link(from: TypeId, fromId: string, to: TypeId, toId: string, primary?: boolean): AssociationChange[] {
    if (to !== '0-2' && from === '0-2') return this.link(to, toId, from, fromId, primary)
    const changes: AssociationChange[] = []
    const primaryId = primaryType(from, to)
    const before = this.of(from, fromId, to)
    const wantsPrimary = primaryId !== null && (primary ?? ![...before.values()].some((types) => types.has(primaryId)))
    const isNew = !before.has(toId)
    const becomesPrimary = wantsPrimary && primaryId !== null && before.get(toId)?.has(primaryId) !== true
    if (!isNew && !becomesPrimary) return changes
    if (becomesPrimary) {
      for (const [otherId, types] of before) {
        if (!types.has(primaryId)) continue
        this.#mark([from, fromId], [to, otherId], primaryId, false)
        this.#mark([to, otherId], [from, fromId], primaryType(to, from), false)
        changes.push(...bothWays({ from, fromId, to, toId: otherId, removed: true, primary: true }))
      }
    }
    this.#mark([from, fromId], [to, toId], unlabelledType(from, to), true)
    this.#mark([to, toId], [from, fromId], unlabelledType(to, from), true)
    if (becomesPrimary) {
      this.#mark([from, fromId], [to, toId], primaryId, true)
      this.#mark([to, toId], [from, fromId], primaryType(to, from), true)
    }
    changes.push(...bothWays({ from, fromId, to, toId, removed: false, primary: becomesPrimary }))
    return changes
  }

  unlink(from: TypeId, fromId: string, to: TypeId, toId: string): AssociationChange[] {
    const types = this.of(from, fromId, to).get(toId)
    if (types === undefined) return []
    const wasPrimary = types.has(primaryType(from, to) ?? -1)
    this.#links.get(`${from}>${to}`)?.get(fromId)?.delete(toId)
    this.#links.get(`${to}>${from}`)?.get(toId)?.delete(fromId)
    return bothWays({ from, fromId, to, toId, removed: true, primary: wasPrimary })
  }

  #mark([from, fromId]: End, [to, toId]: End, typeId: number | null, on: boolean): void {
    if (typeId === null) return
    const ofPair = this.#links.get(`${from}>${to}`) ?? new Map<string, Map<string, Set<number>>>()
    this.#links.set(`${from}>${to}`, ofPair)
    const ofRecord = ofPair.get(fromId) ?? new Map<string, Set<number>>()
    ofPair.set(fromId, ofRecord)
    const types = ofRecord.get(toId) ?? new Set<number>()
    ofRecord.set(toId, types)
    if (on) types.add(typeId)
    else types.delete(typeId)
  }
}

type End = readonly [type: TypeId, id: string]

function bothWays(change: AssociationChange): AssociationChange[] {
  const { from, fromId, to, toId } = change
  return [change, { ...change, from: to, fromId: toId, to: from, toId: fromId }]
}
