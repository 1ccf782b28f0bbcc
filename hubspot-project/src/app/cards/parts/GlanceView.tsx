import { Flex, Text } from '@hubspot/ui-extensions'
import React from 'react'
import { dayInWords } from '../../shared/days.ts'
import type { Glance } from '../../shared/glance.ts'
import { useScene } from '../../shared/scene.ts'
import { VerdictTag } from './VerdictTag.tsx'

/** The verdict as the record itself has it: shown at once, and all there is while our service is away. */
export function GlanceView({ glance, name }: { glance: Glance; name?: string }) {
  const { texts, language } = useScene()
  const { standing, reason, validUntil } = glance
  const day = validUntil === null ? '' : dayInWords(validUntil, language)
  const sentence = standing === 'lapsed' ? texts.card.lapsed(day) : standing === 'unknown' ? texts.card.unknown : reason
  return (
    <Flex direction="column" gap="xs">
      <Flex direction="row" gap="xs" align="center" wrap>
        {name ? <Text format={{ fontWeight: 'bold' }}>{name}</Text> : null}
        <VerdictTag standing={standing} {...(name === undefined ? { testId: 'verdict' } : {})} />
      </Flex>
      <Text {...(name === undefined ? { testId: 'glance-sentence' } : {})}>{sentence}</Text>
    </Flex>
  )
}
