import { Flex, Link, Text } from '@hubspot/ui-extensions'
import React from 'react'
import type { ContactAnswer } from '../../shared/answers.ts'
import { instantInWords } from '../../shared/days.ts'
import { usePageContext } from '../../shared/page-context.ts'

/** The rule behind the verdict, with its layer and where it can be read. */
export function RuleLine({ contact, asOf }: { contact: ContactAnswer; asOf: string }) {
  const { texts, language } = usePageContext()
  const { rulebook, rule } = contact
  return (
    <Flex direction="column" gap="flush">
      {rule ? (
        <Link href={{ url: rule.url, external: true }}>{`${rule.article} (${texts.card.layer[rule.layer]})`}</Link>
      ) : null}
      <Text variant="microcopy" testId="as-of">
        {[rulebook ? `${texts.card.rule(rulebook)}.` : '', texts.card.asOf(instantInWords(asOf, language))]
          .join(' ')
          .trim()}
      </Text>
    </Flex>
  )
}
