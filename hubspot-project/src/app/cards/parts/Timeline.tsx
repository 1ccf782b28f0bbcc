import { Accordion, Flex, Text } from '@hubspot/ui-extensions'
import React from 'react'
import type { TimelineEntry } from '../../shared/answers.ts'
import { instantInWords } from '../../shared/days.ts'
import { usePageContext } from '../../shared/page-context.ts'

/** The facts behind the verdict, as they came; one taken back stays, struck through. */
export function Timeline({ entries }: { entries: TimelineEntry[] }) {
  const { texts, language } = usePageContext()
  return (
    <Accordion title={`${texts.card.timeline} (${entries.length})`} size="sm">
      <Flex direction="column" gap="xs">
        {entries.length === 0 ? <Text>{texts.card.noTimeline}</Text> : null}
        {entries.map((entry, index) => {
          const { at, sentence, source, retractedAt } = entry
          const notes = [
            source,
            retractedAt === null ? null : texts.card.takenBack(instantInWords(retractedAt, language)),
          ]
          return (
            <Flex key={`${at}${entry.type}${sentence}`} direction="column" gap="flush">
              <Text
                testId={`entry-${index}`}
                format={{ lineDecoration: retractedAt === null ? 'none' : 'strikethrough' }}
              >
                {sentence}
              </Text>
              <Text variant="microcopy">{[instantInWords(at, language), ...notes].filter(Boolean).join(' · ')}</Text>
            </Flex>
          )
        })}
      </Flex>
    </Accordion>
  )
}
