import { Flex, Text } from '@hubspot/ui-extensions'
import React from 'react'
import { dayInWords } from '../../shared/days.ts'
import { usePageContext } from '../../shared/page-context.ts'
import type { RecordVerdict } from '../../shared/record-verdict.ts'
import { VerdictTag } from './VerdictTag.tsx'

/** The verdict as the record itself has it: shown at once, and all there is while our service is away. */
export function RecordVerdictView({ recordVerdict, name }: { recordVerdict: RecordVerdict; name?: string }) {
  const { texts, language } = usePageContext()
  const { badge, reason, validUntil } = recordVerdict
  const day = validUntil === null ? '' : dayInWords(validUntil, language)
  const sentence = badge === 'lapsed' ? texts.card.lapsed(day) : badge === 'unknown' ? texts.card.unknown : reason
  return (
    <Flex direction="column" gap="xs">
      <Flex direction="row" gap="xs" align="center" wrap>
        {name ? <Text format={{ fontWeight: 'bold' }}>{name}</Text> : null}
        <VerdictTag badge={badge} {...(name === undefined ? { testId: 'verdict' } : {})} />
      </Flex>
      <Text {...(name === undefined ? { testId: 'glance-sentence' } : {})}>{sentence}</Text>
    </Flex>
  )
}
