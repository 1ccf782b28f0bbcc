import type { z } from 'zod'
import type { NumberDecision } from '../../judgement/decide-for-numbers.ts'
import { ruleBehind } from '../../judgement/rule-behind.ts'
import { formatInstant } from '../../time/instants.ts'
import { verdictSentence } from '../../words/rep/verdict-sentence.ts'
import type { permissionAnswer } from './schemas.ts'

export type PermissionAnswer = z.output<typeof permissionAnswer>

export function permissionAnswerOf(decision: NumberDecision, language: 'nl' | 'en'): PermissionAnswer {
  const { number, permission, basis, until, reasons, contactIds } = decision
  return {
    number,
    permission,
    basis,
    until: until === null ? null : formatInstant(until),
    reasons: [...reasons],
    sentence: verdictSentence(decision, language),
    rulebook: decision.rulebook,
    rule: ruleBehind(decision),
    contactIds: [...contactIds],
  }
}
