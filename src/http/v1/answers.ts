import type { z } from 'zod'
import type { RuleSource } from '../../answers/answers.ts'
import type { NumberDecision } from '../../judgement/decide-for-numbers.ts'
import type { RulebookId } from '../../permission/facts.ts'
import { rulebookById } from '../../permission/rulebooks/index.ts'
import { formatInstant } from '../../time/instants.ts'
import { mainReason } from '../../words/rep/reasons.ts'
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
    rulebook: decision.rulebook as RulebookId | null,
    rule: ruleOf(decision),
    contactIds: [...contactIds],
  }
}

/** The rule behind the basis, or behind the reason that is told first. */
function ruleOf({ rulebook, basis, reasons }: NumberDecision): RuleSource | null {
  const book = rulebook === null ? null : rulebookById(rulebook as RulebookId)
  const told = basis ?? reasons.find((reason) => reason === mainReason(reasons))
  const rule = book && told ? book.rules[told] : undefined
  return rule ? { layer: rule.layer, ...rule.source } : null
}
