import type { RuleSource } from '../answers/answers.ts'
import { rulebookById } from '../permission/rulebooks/index.ts'
import type { Rule } from '../permission/rulebooks/rule-book.ts'
import { mainReason } from '../words/rep/reasons.ts'
import type { ContactVerdict } from './judge-contact.ts'

type Ruled = Pick<ContactVerdict, 'permission' | 'basis' | 'reasons' | 'rulebook'>

/**
 * The rule behind a verdict, in the rule book it was judged by: of its basis, or of the
 * reason that is shown. Null where no rule of law is at work (a contact without a number).
 */
export function ruleBehind({ permission, basis, reasons, rulebook }: Ruled): RuleSource | null {
  const code = permission === 'allowed' ? basis : mainReason(reasons)
  const rules: Partial<Record<string, Rule>> = (rulebook === null ? null : rulebookById(rulebook))?.rules ?? {}
  const rule = code === null || code === undefined ? undefined : rules[code]
  return rule === undefined ? null : { layer: rule.layer, article: rule.source.article, url: rule.source.url }
}
