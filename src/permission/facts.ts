/**
 * The words of the decision, exactly as they travel: on stdin of `decide`, in the ledger, between rooms.
 * Instants are ISO 8601 strings with an offset; days are `YYYY-MM-DD`, local to Europe/Amsterdam; numbers are E.164.
 */

export const PURPOSES = ['commercial', 'charitable', 'service', 'requested'] as const
export type Purpose = (typeof PURPOSES)[number]

export const CHANNELS = ['human', 'automated'] as const
export type Channel = (typeof CHANNELS)[number]

export const SENDER_KINDS = ['commercial', 'charity', 'publisher', 'lottery'] as const
export type SenderKind = (typeof SENDER_KINDS)[number]

/** Without legal personality, so protected as a natural person (art. 11.7 Telecommunicatiewet). */
export const NATURAL_FORMS = ['consumer', 'eenmanszaak', 'vof', 'cv', 'maatschap'] as const
export const LEGAL_PERSON_FORMS = ['bv', 'nv', 'stichting', 'vereniging', 'cooperatie', 'owm'] as const
/**
 * From the strictest reading to the loosest: natural persons are protected, and `unknown` is judged as one, since the
 * caller carries the burden of proof.
 */
export const LEGAL_FORMS = ['unknown', ...NATURAL_FORMS, ...LEGAL_PERSON_FORMS] as const
export type LegalForm = (typeof LEGAL_FORMS)[number]

/** Bought something, or gave. */
export const PAYING_KINDS = ['customer', 'donor'] as const
/** Tied to an organisation without paying. */
export const UNPAID_KINDS = ['volunteer', 'attendee', 'sympathiser'] as const
export const RELATION_KINDS = [...PAYING_KINDS, ...UNPAID_KINDS] as const
export type RelationKind = (typeof RELATION_KINDS)[number]

export const RELATION_EVENTS = ['transaction', 'started', 'ended'] as const
export type RelationEvent = (typeof RELATION_EVENTS)[number]

/** The methods we know by name; a consent's `proof.method` may be any string. */
export const CONSENT_METHODS = [
  'web-form',
  'paper',
  'in-person',
  'phone-recorded',
  'email',
  'import',
  'api',
  'preference-page',
] as const
export type ConsentMethod = (typeof CONSENT_METHODS)[number]

export const PERMISSIONS = ['allowed', 'denied', 'needs-evidence', 'needs-review'] as const
export type Permission = (typeof PERMISSIONS)[number]

/**
 * In the order that settles a tie between bases that last equally long; the two of section 4.2 step 2 never compete.
 */
export const BASES = [
  'legal-person',
  'designated-number',
  'consent',
  'donor',
  'volunteer',
  'attendee',
  'customer',
  'service',
  'requested',
] as const
export type Basis = (typeof BASES)[number]

export const REASON_CODES = [
  'no-rulebook',
  'no-request',
  'number-mismatch',
  'objection',
  'withdrawn',
  'expired-consent',
  'incomplete-proof',
  'unverified',
  'controller-mismatch',
  'product-mismatch',
  'purpose-mismatch',
  'channel-mismatch',
  'consent-number-mismatch',
  'relation-number-mismatch',
  'expired-relation',
  'customer-exception-ended',
  'relation-not-granted',
  'collection-refused',
  'collection-unproven',
  'sympathiser',
  'legal-form-unknown',
  'no-basis',
] as const
export type ReasonCode = (typeof REASON_CODES)[number]

/** A blank, null or absent answer is a missing answer. */
export type Proof = {
  readonly givenBy?: string | null
  readonly method?: string | null
  readonly source?: string | null
  readonly notice?: string | null
}

/** How a relation's number was collected; null = not known. */
export type Collection = {
  readonly numberGiven: boolean | null
  readonly objectionOffered: boolean | null
}

export type LegalFormFact = {
  readonly type: 'legal-form'
  readonly at: string
  readonly form: LegalForm
}

export type NumbersFact = {
  readonly type: 'numbers'
  readonly at: string
  readonly numbers: readonly string[]
}

export type ConsentGiven = {
  readonly type: 'consent-given'
  readonly at: string
  readonly id: string
  readonly number: string
  readonly controller: string
  readonly purpose: Purpose
  readonly products: readonly string[] | 'any'
  readonly channel: Channel
  /** Last valid day, `YYYY-MM-DD`. */
  readonly until?: string | null
  readonly proof?: Proof | null
}

export type ConsentVerified = {
  readonly type: 'consent-verified'
  readonly at: string
  readonly consent: string
}

/** `consent` null: every consent given up to then. */
export type ConsentWithdrawn = {
  readonly type: 'consent-withdrawn'
  readonly at: string
  readonly consent: string | null
}

export type Objection = {
  readonly type: 'objection'
  readonly at: string
}

export type CallRequested = {
  readonly type: 'call-requested'
  readonly at: string
  readonly number: string
  readonly controller: string
  /** Last day on which the call is still the one asked for, `YYYY-MM-DD`. */
  readonly until?: string | null
}

export type RelationFact = {
  readonly type: 'relation'
  readonly at: string
  readonly relation: string
  readonly kind: RelationKind
  readonly event: RelationEvent
  readonly controller: string
  readonly product: string | null
  readonly number: string
  readonly collection: Collection
}

export type NumberDesignated = {
  readonly type: 'number-designated'
  readonly at: string
  readonly number: string
  readonly url: string
  readonly purpose: Purpose
}

export type Fact =
  | LegalFormFact
  | NumbersFact
  | ConsentGiven
  | ConsentVerified
  | ConsentWithdrawn
  | Objection
  | CallRequested
  | RelationFact
  | NumberDesignated

export type FactType = Fact['type']

export const FACT_TYPES = [
  'legal-form',
  'numbers',
  'consent-given',
  'consent-verified',
  'consent-withdrawn',
  'objection',
  'call-requested',
  'relation',
  'number-designated',
] as const satisfies readonly FactType[]

export type Question = {
  readonly at: string
  readonly number: string
  readonly purpose: Purpose
  readonly channel: Channel
  readonly controller: string
  readonly product: string | null
}

export type Sender = {
  readonly kind: SenderKind
}

/** The portal's own terms: whole years, 1 to 3; they may only tighten. */
export type House = {
  readonly consentYears: number
  readonly relationYears: number
  readonly requireVerified: boolean
}

export const DEFAULT_HOUSE: House = { consentYears: 3, relationYears: 3, requireVerified: false }

export type Case = {
  readonly id: string | number
  readonly question: Question
  readonly sender: Sender
  readonly house?: Partial<House>
  readonly facts: readonly Fact[]
}

/** Instants carry the offset of Europe/Amsterdam at that instant. */
export type Verdict = {
  readonly id: string | number
  readonly permission: Permission
  readonly basis: Basis | null
  readonly until: string | null
  readonly changesAt: string | null
  /** The id of the rule book in force at the question's instant. */
  readonly rulebook: string | null
  readonly reasons: readonly ReasonCode[]
}
