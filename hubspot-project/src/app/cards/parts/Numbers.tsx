import { DescriptionList, DescriptionListItem, Flex, StatusTag, Text } from '@hubspot/ui-extensions'
import React from 'react'
import type { NumberAnswer } from '../../shared/answers.ts'
import { TONES } from '../../shared/badge-state.ts'
import { usePageContext } from '../../shared/page-context.ts'

/** The number the verdict is about; where there are several, each with its own. */
export function Numbers({ numbers }: { numbers: NumberAnswer[] }) {
  const { texts } = usePageContext()
  const [only] = numbers
  if (numbers.length <= 1) {
    return (
      <DescriptionList direction="row">
        <DescriptionListItem label={texts.card.number}>
          <Text testId="number">{only?.number ?? texts.card.noNumber}</Text>
        </DescriptionListItem>
      </DescriptionList>
    )
  }
  return (
    <DescriptionList direction="column">
      <DescriptionListItem label={texts.card.numbers}>
        <Flex direction="column" gap="xs">
          {numbers.map(({ number, permission, reason }, index) => (
            <Flex key={number ?? reason} direction="column" gap="flush">
              <StatusTag testId={`number-${index}`} variant={TONES[permission]} hollow>
                {number ?? texts.card.noNumber}
              </StatusTag>
              <Text variant="microcopy">{reason}</Text>
            </Flex>
          ))}
        </Flex>
      </DescriptionListItem>
    </DescriptionList>
  )
}
