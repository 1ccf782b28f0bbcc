import { afterAll, beforeAll, expect, it } from 'vitest'
import { refreshContacts } from '../../src/contacts/refresh.ts'
import { judgeFromLedger } from '../../src/judgement/judge-from-ledger.ts'
import type { OpenPortal } from '../../src/portal/context.ts'
import { openPortal } from '../../src/portal/open-portal.ts'
import { objectionsOn } from '../../src/store/ledger/number-objections.ts'
import { change } from '../kit/people.ts'
import { COMMERCIAL, openStage, type Stage } from '../kit/stage.ts'
import { blockedAfter, type Edit, NUMBERS, randomEdit, randomOf, writesOf } from './edits-and-looks.ts'

/**
 * The same random edits on three records: one is looked at after every edit, one only at the end, one at random moments
 * and sometimes twice. At the end all three must have the same numbers blocked, by objections of the same instants, and
 * the same verdict on every number; and the numbers are those that a slow model works out edit by edit. Consents come
 * from forms alone and name the first mapped property, whose mapping does not change: a consent keeps the numbers it
 * was recorded with, which a mapping widened later must not change.
 */

const SEED = Number(process.env.SEED ?? 20260629)
const SEQUENCES = 40
const STEPS = 12
const LOOKS = ['after every edit', 'at the end', 'at random'] as const
const HOUR = 3_600_000
const START = Date.parse('2026-06-29T10:00:00+02:00')

type Person = {
  readonly id: string
  readonly looks: (typeof LOOKS)[number]
  readonly edits: readonly Edit[]
  readonly digits: (n: number) => string
}
type Sequence = { readonly edits: readonly Edit[]; readonly people: readonly Person[] }

let stage: Stage
let portal: OpenPortal

beforeAll(async () => {
  stage = await openStage()
  const opened = await openPortal(stage.context, COMMERCIAL)
  if (opened === null) throw new Error('the app is not installed')
  portal = opened
})
afterAll(() => stage.close())

/** Behind 0475 these six digits are a number in two countries; each person has their own six of them. */
const digitsOf = (person: number) => (n: number) => String(200_000 + person * NUMBERS + n)
const typedOf =
  ({ digits }: Person) =>
  (n: number) =>
    `0475 ${digits(n)}`

async function created(sequence: number, random: (below: number) => number): Promise<Sequence> {
  const edits = Array.from({ length: STEPS }, () => randomEdit(random))
  const people = LOOKS.map((looks, index) => {
    const person = sequence * LOOKS.length + index
    return { id: String(600_000 + person), looks, edits, digits: digitsOf(person) }
  })
  for (const person of people) {
    const properties = { phone: typedOf(person)(0) }
    await stage.sandbox.create(COMMERCIAL, 'contacts', { id: person.id, properties })
  }
  return { edits, people }
}

async function carriedOut(edit: Edit | undefined, person: Person, at: number): Promise<void> {
  if (edit?.kind === 'widen') widened.add(person.id)
  const writes = edit === undefined ? [] : writesOf(edit, typedOf(person))
  for (const [index, { properties, as }] of writes.entries())
    await change(stage, COMMERCIAL, person.id, properties, { as, at: new Date(at + index).toISOString() })
}

/** Those for whom the portal has mapped `city` by now. */
const widened = new Set<string>()

async function look(people: readonly Person[]): Promise<void> {
  for (const isWidened of [false, true]) {
    const ids = people.filter(({ id }) => widened.has(id) === isWidened).map(({ id }) => id)
    const { settings } = portal
    const mapping = { ...settings.mapping, phones: [...settings.mapping.phones, ...(isWidened ? ['city'] : [])] }
    await refreshContacts(stage.context, { ...portal, settings: { ...settings, mapping } }, ids)
  }
}

/** What must be equal: blocked numbers with the instants of their objections, and the verdict, by numbers' names. */
async function endOf({ id, digits }: Person) {
  const names = new Map<string | null, string>()
  for (let n = 0; n < NUMBERS; n += 1)
    for (const country of ['31', '32']) names.set(`+${country}475${digits(n)}`, `+${country} ${n}`)
  const numbers = [...names.keys()].flatMap((number) => number ?? [])
  return stage.inPortal(COMMERCIAL, async (tx) => {
    const { verdict } = (await judgeFromLedger(tx, portal.settings, [id], START + STEPS * HOUR)).get(id) ?? {}
    const blocked = await objectionsOn(tx, numbers)
    return {
      blocked: [...blocked].map(([e164, instants]) => `${names.get(e164)} since ${[...new Set(instants)]}`).sort(),
      permission: verdict?.permission,
      numbers: verdict?.numbers.map((one) => [names.get(one.number), one.permission, one.reasons].join(' ')).sort(),
    }
  })
}

/** Carries the sequences out, hour by hour, each person looked at when their kind of looks says so. */
async function play(sequences: readonly Sequence[], random: (below: number) => number): Promise<void> {
  for (let step = 0; step < STEPS; step += 1) {
    const now = START + step * HOUR
    const isLast = step === STEPS - 1
    await stage.setClock(new Date(now).toISOString())
    for (const { edits, people } of sequences) for (const person of people) await carriedOut(edits[step], person, now)
    const looked = sequences.flatMap(({ people }) =>
      people.filter(
        ({ looks }) => isLast || looks === 'after every edit' || (looks === 'at random' && random(3) === 0),
      ),
    )
    await look(looked)
    // Late, and once more.
    if (isLast || random(2) === 0) await look(looked.filter(({ looks }) => looks === 'at random'))
  }
}

it(`neither the order nor the moment of looks changes what is blocked (seed ${SEED})`, {
  timeout: 240_000,
}, async () => {
  const random = randomOf(SEED)
  const sequences: Sequence[] = []
  for (let index = 0; index < SEQUENCES; index += 1) sequences.push(await created(index, random))
  await play(sequences, random)
  const seen = { blocked: 0, allowed: 0 }
  for (const { edits, people } of sequences) {
    const story = JSON.stringify(edits)
    const ends = []
    for (const person of people) ends.push(await endOf(person))
    for (const end of ends) expect(end, story).toEqual(ends[0])
    const numbers = ends[0]?.blocked.map((text) => Number(text.split(' ')[1])) ?? []
    expect([...new Set(numbers)].sort(), story).toEqual(blockedAfter(edits))
    seen.blocked += numbers.length
    seen.allowed += ends[0]?.permission === 'allowed' ? 1 : 0
  }
  // The edits are worth comparing: some people end blocked, some allowed.
  expect(seen.blocked).toBeGreaterThan(SEQUENCES)
  expect(seen.allowed).toBeGreaterThan(0)
})
