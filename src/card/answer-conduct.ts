import type { ConductAnswer } from '../answers/answers.ts'
import type { Basis } from '../permission/facts.ts'
import { formatInstant } from '../time/instants.ts'
import type { EpochMs } from '../time/units.ts'
import { type NotNowCode, notNowSentence } from '../words/rep/conduct.ts'
import type { Language } from '../words/wording.ts'

/**
 * What the rules of conduct say of an instant. `app.ts` passes them in,
 * because they are no part of the law. Instants in epoch milliseconds.
 */
export type CallingHours = (instant: number) =>
  | { readonly callNow: true }
  | {
      readonly callNow: false
      readonly why: NotNowCode
      readonly from: number
      readonly code: { readonly layer: 'code'; readonly source: { readonly article: string; readonly url: string } }
    }

const CALL_NOW: ConductAnswer = { callNow: true, from: null, sentence: null, rule: null }

/** The code protects consumers, sole traders and partnerships among them; legal persons it leaves alone. */
export function answerConduct(
  hoursAt: CallingHours,
  basis: Basis | null,
  now: EpochMs,
  language: Language,
): ConductAnswer {
  const hours = hoursAt(now)
  if (hours.callNow || basis === 'legal-person') return CALL_NOW
  return {
    callNow: false,
    from: formatInstant(hours.from),
    sentence: notNowSentence(hours.why, hours.from, now, language),
    rule: { layer: hours.code.layer, ...hours.code.source },
  }
}
