import { decidePrepared } from '../permission/decide.ts'
import type { Basis, Fact, Permission } from '../permission/facts.ts'
import { nextChange } from '../permission/next-change.ts'
import { prepareFacts } from '../permission/prepared.ts'
import { rulebookAt } from '../permission/rulebooks/index.ts'
import type { PortalSettings } from '../portal-settings/schema.ts'
import type { EpochMs } from '../time/units.ts'
import type { ContactReason } from '../words/rep/reasons.ts'
import { strictest } from './strictness.ts'

/**
 * The verdict on one of a contact's numbers; `number` is null for a filled property that cannot be read as a number.
 */
export type NumberVerdict = {
  readonly number: string | null
  readonly permission: Permission
  readonly basis: Basis | null
  readonly until: number | null
  readonly reasons: readonly ContactReason[]
}

/** The verdict on a contact: the strictest of its numbers. Instants are epoch milliseconds. */
export type ContactVerdict = {
  readonly permission: Permission
  readonly basis: Basis | null
  readonly until: number | null
  /** The first instant at which anything we write to the contact may change with no new fact. */
  readonly changesAt: number | null
  readonly rulebook: string | null
  readonly reasons: readonly ContactReason[]
  readonly numbers: readonly NumberVerdict[]
}

export type ContactNumbers = {
  /** E.164, in mapping order. */
  readonly numbers: readonly string[]
  /** Some filled phone property is no number. */
  readonly unreadable: boolean
}

/**
 * May this contact be called for the portal's own purpose, controller and product by a human?
 * @param objectionsOn instants of every objection in the portal on a number, whoever made it
 * @param at epoch milliseconds
 */
export function judgeContact(
  facts: readonly Fact[],
  { numbers, unreadable }: ContactNumbers,
  objectionsOn: (number: string) => readonly Fact[],
  settings: PortalSettings,
  at: EpochMs,
): ContactVerdict {
  const { purpose, controller, product } = settings
  const judged = numbers.map((number) => {
    const question = { at, number, purpose, channel: 'human' as const, controller, product }
    const decision = decidePrepared(
      prepareFacts([...facts, ...objectionsOn(number)]),
      question,
      { kind: settings.senderKind },
      settings.house,
    )
    return { number, decision }
  })
  const perNumber: NumberVerdict[] = judged.map(({ number, decision }) => ({ number, ...spoken(decision) }))
  if (unreadable) perNumber.push({ ...NO_NUMBER, reasons: ['number-unreadable'] })
  const worst = strictest(perNumber)
  return {
    ...spoken(worst ?? { ...NO_NUMBER, reasons: ['number-missing'] }),
    until: worst?.permission === 'allowed' ? earliest(perNumber.map((verdict) => verdict.until)) : null,
    // Never later than a real change: a night that comes too early
    // finds nothing to do, one that comes too late breaks the law.
    changesAt: nextChange(prepareFacts(facts), at, settings.house),
    rulebook: rulebookAt(at)?.id ?? null,
    numbers: perNumber,
  }
}

const NO_NUMBER = { number: null, permission: 'denied', basis: null, until: null } as const

function spoken<Verdict extends Omit<NumberVerdict, 'number'>>({ permission, basis, until, reasons }: Verdict) {
  return { permission, basis, until, reasons }
}

function earliest(instants: readonly (number | null)[]): number | null {
  const known = instants.filter((instant): instant is number => instant !== null)
  return known.length > 0 ? Math.min(...known) : null
}
