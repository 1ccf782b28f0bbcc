import { z } from 'zod'
import type { TimelineEntry } from '../answers/answers.ts'
import type { JudgedContact } from '../judgement/judge-from-ledger.ts'
import { isFact } from '../permission/read-fact.ts'
import type { HistoricFact } from '../store/ledger/fact-history.ts'
import { formatInstant, instantOf, parseStatedInstant } from '../time/instants.ts'
import { factSentence, otherContactWords, userWords } from '../words/rep/timeline.ts'
import type { Language } from '../words/wording.ts'

/**
 * What is known of a contact, newest first: its own facts, retracted ones too, and what others objected to on its
 * numbers.
 */
export function answerTimeline(
  judged: JudgedContact,
  history: readonly HistoricFact[],
  language: Language,
): TimelineEntry[] {
  const readable = history.filter(({ fact }) => isFact(fact)).filter(hasDate)
  const own = readable.map((row): TimelineEntry & { readonly instant: number } => ({
    instant: shownAt(row),
    at: formatInstant(shownAt(row)),
    type: row.fact.type,
    sentence: factSentence(row.fact, language),
    source: [sourceOf(row), userBehind(row, language)].filter((part) => part !== null).join(' · '),
    retractedAt: row.retractedAt === null ? null : formatInstant(row.retractedAt),
  }))
  const objected = new Set(own.filter(({ type }) => type === 'objection').map(({ instant }) => instant))
  const others = [...new Set(judged.facts.filter(({ type }) => type === 'objection').map(({ at }) => instantOf(at)))]
    .filter((instant) => !objected.has(instant))
    .map((instant) => ({
      instant,
      at: formatInstant(instant),
      type: 'objection',
      sentence: factSentence({ type: 'objection', at: formatInstant(instant) }, language),
      source: otherContactWords(language),
      retractedAt: null,
    }))
  return [...own, ...others].sort((a, b) => b.instant - a.instant).map(({ instant: _, ...entry }) => entry)
}

/** A contract's end beyond all dates is no end. */
function hasDate({ fact }: HistoricFact): boolean {
  return fact.type !== 'relation' || fact.event !== 'ended' || parseStatedInstant(fact.at) !== null
}

/** Of a fact stored before dates were checked at every door, which nobody can read, the moment of recording. */
function shownAt({ fact, recordedAt }: HistoricFact): number {
  return parseStatedInstant(fact.at) ?? recordedAt
}

/** As the ledger keeps it of each row; older rows may lack any of them. */
const writtenDownBy = z.object({ sourceType: z.unknown(), label: z.unknown(), userId: z.unknown() }).partial()

/** Where a fact came from, as far as users can find it in HubSpot. */
function sourceOf({ fact, origin, recordedBy }: HistoricFact): string {
  if (fact.type === 'consent-given' && fact.proof?.source?.trim()) return fact.proof.source
  const { sourceType, label, userId } = writtenDownBy.safeParse(recordedBy).data ?? {}
  const written = [sourceType, label ?? userId].filter((part) => typeof part === 'string' && part !== '')
  return written.length > 0 ? `${origin} (${written.join(' ')})` : origin
}

/**
 * The HubSpot user who made a statement, whatever source it names. Only of the card's do we know the moment of writing:
 * what HubSpot's history tells is recorded when we read it.
 */
function userBehind({ origin, recordedBy, recordedAt }: HistoricFact, language: Language): string | null {
  const { userId } = writtenDownBy.safeParse(recordedBy).data ?? {}
  if (typeof userId !== 'string' || userId === '') return null
  return userWords(userId, origin.startsWith('card:') ? recordedAt : null, language)
}
