/** Random edits of a contact's record, and what must be blocked after them, worked out one edit at a time. */

/** A small generator with a seed (mulberry32), so that a sequence that fails can be played again. */
export function randomOf(seed: number): (below: number) => number {
  let state = seed >>> 0
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below)
  }
}

/** How many numbers the edits of one record choose from; each has a digit of its own. */
export const NUMBERS = 6

const PHONES = ['phone', 'mobilephone', 'hs_whatsapp_phone_number', 'city'] as const
const COUNTRIES = ['', 'België', 'Nederland', 'Atlantis'] as const
/** How a number is typed; only alone can it be read for a permission. */
const STYLES = ['alone', 'alone', 'two', 'note', 'extension'] as const

type Phone = (typeof PHONES)[number]
export type Edit =
  | { readonly kind: 'type'; readonly phone: Phone; readonly style: (typeof STYLES)[number]; readonly n: number[] }
  | { readonly kind: 'empty'; readonly phone: Phone }
  | { readonly kind: 'object' | 'consent'; readonly form: number | null }
  | { readonly kind: 'country'; readonly country: (typeof COUNTRIES)[number] }
  /** `widen`: the portal maps `city` as a phone property too. */
  | { readonly kind: 'untick' | 'withdraw' | 'widen' }

export function randomEdit(random: (below: number) => number): Edit {
  const of = <One>(list: readonly [One, ...One[]]): One => list[random(list.length)] ?? list[0]
  const n = [random(NUMBERS), random(NUMBERS)]
  const form = random(NUMBERS)
  const typed: Edit = { kind: 'type', phone: of(PHONES), style: of(STYLES), n }
  return of<Edit>([
    typed,
    typed,
    { kind: 'empty', phone: of(PHONES) },
    { kind: 'object', form: null },
    { kind: 'object', form },
    { kind: 'untick' },
    { kind: 'consent', form: null },
    { kind: 'consent', form },
    { kind: 'withdraw' },
    { kind: 'country', country: of(COUNTRIES) },
    { kind: 'widen' },
  ])
}

export type Write = { readonly properties: Readonly<Record<string, string>>; readonly as: object }

const USER = { sourceType: 'CRM_UI', sourceId: 'userId:1', userId: 1 }
const FORM = { sourceType: 'FORM', sourceId: 'form-1' }

/** An edit as writes to the record, in order. A box is blanked before a tick, so that the tick is always a change. */
export function writesOf(edit: Edit, typed: (n: number) => string): Write[] {
  const byUser = (properties: Record<string, string>): Write => ({ properties, as: USER })
  switch (edit.kind) {
    case 'type':
      return [byUser({ [edit.phone]: textOf(edit, typed) })]
    case 'empty':
      return [byUser({ [edit.phone]: '' })]
    case 'country':
      return [byUser({ country: edit.country })]
    case 'untick':
      return [byUser({ belrecht_do_not_call: 'false' })]
    case 'withdraw':
      return [byUser({ belrecht_opt_in: '' }), byUser({ belrecht_opt_in: 'false' })]
    case 'object':
    case 'consent': {
      const box = edit.kind === 'object' ? 'belrecht_do_not_call' : 'belrecht_opt_in'
      const phone = edit.form === null ? {} : { phone: typed(edit.form) }
      return [byUser({ [box]: '' }), { properties: { ...phone, [box]: 'true' }, as: FORM }]
    }
    case 'widen':
      return []
  }
}

function textOf({ style, n: [first = 0, second = 0] }: Extract<Edit, { kind: 'type' }>, typed: (n: number) => string) {
  const texts = {
    alone: typed(first),
    two: `${typed(first)} of ${typed(second)}`,
    note: `\u202atel: ${typed(first)}\u202c (werk)`,
    extension: `${typed(first)} toestel 12`,
  }
  return texts[style]
}

/** What the record holds: of each phone property the numbers in it, and whether permission can read it. */
type Model = {
  readonly phones: Map<Phone, { readonly numbers: readonly number[]; readonly alone: boolean }>
  country: string
  /** Mapped at the end, `city` counts for all that history shows. */
  readonly widened: boolean
  objected: boolean
  /** A consent that is newer than the objection. */
  lifted: boolean
  readonly blocked: Set<number>
}

/** The numbers on which an objection must stand after these edits, to a record whose phone was number 0. */
export function blockedAfter(edits: readonly Edit[]): number[] {
  const model: Model = {
    phones: new Map([['phone', { numbers: [0], alone: true }]]),
    country: '',
    widened: edits.some(({ kind }) => kind === 'widen'),
    objected: false,
    lifted: false,
    blocked: new Set(),
  }
  for (const edit of edits) {
    const before = onRecord(model)
    apply(model, edit)
    // An objection counts for the numbers before it too: a form that replaces the number objects for both.
    if (edit.kind === 'object') for (const n of before) model.blocked.add(n)
    if (model.objected && !model.lifted) for (const n of onRecord(model)) model.blocked.add(n)
  }
  return [...model.blocked].sort()
}

function onRecord({ phones, widened }: Model): number[] {
  return [...phones].flatMap(([phone, { numbers }]) => (phone === 'city' && !widened ? [] : [...numbers]))
}

function apply(model: Model, edit: Edit): void {
  if (edit.kind === 'type') {
    const numbers = edit.style === 'two' ? edit.n : edit.n.slice(0, 1)
    model.phones.set(edit.phone, { numbers, alone: edit.style === 'alone' })
  }
  if (edit.kind === 'empty') model.phones.delete(edit.phone)
  if (edit.kind === 'country') model.country = edit.country
  if ((edit.kind === 'object' || edit.kind === 'consent') && edit.form !== null)
    model.phones.set('phone', { numbers: [edit.form], alone: true })
  if (edit.kind === 'object') Object.assign(model, { objected: true, lifted: false })
  if (edit.kind === 'consent' && hasReadable(model)) model.lifted = true
  if (edit.kind === 'withdraw') model.lifted = false
}

/** Consent is for a number that can be read: without one there is none, and nothing is lifted. */
function hasReadable({ phones, country, widened }: Model): boolean {
  const mapped = ['phone', 'mobilephone', ...(widened ? ['city'] : [])] as Phone[]
  return country !== 'Atlantis' && mapped.some((phone) => phones.get(phone)?.alone)
}
