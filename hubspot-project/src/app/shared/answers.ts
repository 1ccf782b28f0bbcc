// Made by npm run manifest from src/answers/answers.ts: change it there.
/**
 * What the app answers to its cards, settings and home page, and what these send: pure types that import nothing, so
 * that the same text can stand in the HubSpot project. Any room of `src/` may import them; `npm run manifest` copies
 * them to `hubspot-project/src/app/shared/answers.ts`, with which the pages are compiled. Instants are ISO 8601 with
 * the offset of Europe/Amsterdam, days `YYYY-MM-DD`. Every sentence comes in the language that was asked for
 * (`?language=nl|en`, default the portal's).
 */
export type Permission = 'allowed' | 'denied' | 'needs-evidence' | 'needs-review'

/**
 * What is wrong with what was handed in, as every 422 names it: `path` with dots, as in `house.consentYears`, empty for
 * the whole.
 */
export type InputProblem = { readonly path: string; readonly message: string }

/** The rule behind a verdict: what kind of rule it is and where it stands. */
export type RuleSource = { layer: 'statute' | 'regulator' | 'code' | 'house'; article: string; url: string }

/** `until`: last day, as `validUntil`. */
export type NumberAnswer = { number: string | null; permission: Permission; reason: string; until: string | null }

/** The six answers; null where nobody gave one. */
export type SixAnswers = {
  givenBy: string | null
  method: string | null
  source: string | null
  givenAt: string | null
  scope: string | null
  status: 'given' | 'verified' | 'withdrawn' | 'expired'
}

export type TimelineEntry = {
  at: string
  type: string
  sentence: string
  source: string | null
  retractedAt: string | null
}

export type HeldTaskAnswer = {
  taskId: string
  state: 'held' | 'would-hold' | 'refused'
  reason: string | null
  since: string
}

/** May one call at this hour, by the code of conduct? Never part of the verdict. */
export type ConductAnswer = { callNow: boolean; from: string | null; sentence: string | null; rule: RuleSource | null }

export type ContactAnswer = {
  contactId: string
  name: string
  permission: Permission
  /** One sentence: may they be called, on which ground, until when, or why not. */
  sentence: string
  basis: string | null
  basisLabel: string | null
  /** Last day, and how many days are left counting today; null where it has no end or is not allowed. */
  validUntil: string | null
  daysLeft: number | null
  /** A yes that rests on a consent nobody verified is shown as a warning. */
  unverified: boolean
  rulebook: string | null
  rule: RuleSource | null
  numbers: NumberAnswer[]
  consent: SixAnswers | null
  relation: { kind: string; until: string | null } | null
  conduct: ConductAnswer
  /** Sentences worth reading before a call: no call within six months of the opt-in, lapses within 30 days, … */
  warnings: string[]
  /** What would turn it green, in the order of ease. */
  nextSteps: string[]
  timeline: TimelineEntry[]
  heldTasks: HeldTaskAnswer[]
  /** The person's own page; null until there is one. */
  pageUrl: string | null
}

/** `GET /card/permission?objectType&objectId[&language]`; strictest contact first. */
export type CardAnswer = {
  objectType: string
  objectId: string
  asOf: string
  language: 'nl' | 'en'
  canEdit: boolean
  contacts: ContactAnswer[]
  more: number
}

/** `POST /card/consents`: 201, or 422 with `problems` naming each missing answer. */
export type NewConsent = {
  contactId: string
  number: string
  givenBy: string
  method: string
  source: string
  /** When it was given; never in the future. */
  givenAt: string
  notice: string
  until?: string | null
  channel?: 'human' | 'automated'
}

/** `POST /card/objections` · `POST /card/recheck`: answered with the contact as it stands after. */
export type ContactRequest = { contactId: string }

/**
 * What the three card POSTs answer. `written`: HubSpot shows it already; false: it is recorded, and HubSpot follows
 * within seconds.
 */
export type ContactAfter = ContactAnswer & { written: boolean }

/** `POST /settings/preview` with a patch as for PUT: what it would change, nothing is saved. */
export type SettingsPreview = {
  contacts: number
  /** How many were judged for this preview; fewer than `contacts` in a very large portal. */
  judged: number
  losesYes: number
  gainsYes: number
  before: Record<Permission, number>
  after: Record<Permission, number>
  /**
   * Changed sections (`b2b`, `collection`, `mapping`) whose effect shows only after saving, when HubSpot's records are
   * read again.
   */
  notCounted?: string[]
}

/** `GET /settings/report`: open call tasks, in report mode and in hold mode. */
export type GuardReport = {
  open: number
  lacking: number
  held: number
  refused: number
  lostOnLawChange: number
  /** False: HubSpot did not answer, and `open` counts only the tasks we know of. */
  complete?: boolean
}

/**
 * `GET /settings/keys` (never the key itself) · `POST /settings/keys {name}` → `key` shown once · `DELETE
 * /settings/keys/:id`.
 */
export type ApiKeyAnswer = {
  id: string
  name: string
  /** `verify`: its word that a person confirmed a consent counts as theirs. */
  scopes: ('ask' | 'record' | 'verify')[]
  createdAt: string
  lastUsedAt: string | null
}
export type NewApiKey = ApiKeyAnswer & { key: string }

/** One record that was set aside: `kind` such as `contact` or `property`, and sentences in the language asked for. */
export type SetAsideAnswer = {
  kind: string
  recordId: string
  reason: string
  remedy: string
  /** Such as HubSpot's own words; null where there are none. */
  detail: string | null
  since: string
  times: number
}

/** A call logged against a verdict. */
export type BreachAnswer = { callId: string; contactId: string | null; at: string; reason: string }

/** `GET /home[?breachesBehind=CURSOR]`: the figures, and a page of breaches, newest first. */
export type HomeAnswer = {
  asOf: string
  rulebook: { id: string; from: string; until: string | null }
  counts: { permission: Permission; basis: string | null; count: number }[]
  lapses: { within: 7 | 30 | 90; count: number }[]
  breaches: BreachAnswer[]
  breachCount: number
  /** Calls that are breaches if they went out: HubSpot does not say. Newest first, at most 20 of the count. */
  withoutDirection: BreachAnswer[]
  withoutDirectionCount: number
  /** Where the next page of breaches begins; null on the last one. */
  nextBreaches?: string | null
  lastNight: {
    date: string
    due: number
    lapsed: number
    tasksHeld: number
    hubspotCalls: number
    seconds: number
  } | null
  /** What needs a person: parked events, refused writes, nights that lag, a sweep under way. */
  attention: string[]
  /** Records that could not be dealt with while the others went on, oldest first; at most 50 of `setAsideCount`. */
  setAside: SetAsideAnswer[]
  setAsideCount: number
  sweep: { contacts: number; tasks: number } | null
}

/**
 * `POST /actions/recheck {contactIds}` (bulk action, at most 500): how each now stands. `written`: HubSpot shows it
 * already; false: soon.
 */
export type RecheckAnswer = { checked: number; allowed: number; refused: number; written?: boolean }
