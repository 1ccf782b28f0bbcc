import type { RuleSource } from '../answers/answers.ts'
import { rulebookAt } from '../permission/rulebooks/index.ts'
import { mainReason } from '../words/rep/reasons.ts'
import type { ContactVerdict } from './judge-contact.ts'

type Ruled = Pick<ContactVerdict, 'permission' | 'basis' | 'reasons'>

/**
 * The rule behind a verdict, in the rule book in force at `at` (epoch milliseconds): of its basis, or of the reason that is told. Null where no
 * rule of law is at work (a contact without a number).
 */
export function ruleBehind(verdict: Ruled, at: number): RuleSource | null {
  const code = verdict.permission === 'allowed' ? verdict.basis : mainReason(verdict.reasons)
  const rules = rulebookAt(at)?.rules
  if (code === undefined || code === null || rules === undefined || !Object.hasOwn(rules, code)) return null
  const { layer, source } = rules[code as keyof typeof rules]
  return { layer, article: source.article, url: source.url }
}
