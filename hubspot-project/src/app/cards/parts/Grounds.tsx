import { DescriptionList, DescriptionListItem, Text } from '@hubspot/ui-extensions'
import React from 'react'
import type { ContactAnswer } from '../../shared/answers.ts'
import type { BadgeState } from '../../shared/badge-state.ts'
import { dayInWords } from '../../shared/days.ts'
import { usePageContext } from '../../shared/page-context.ts'

/** On which ground and until when; only of a yes, for a no has neither. */
export function Grounds({ contact, badge }: { contact: ContactAnswer; badge: BadgeState }) {
  const { texts, language } = usePageContext()
  if (badge !== 'allowed' && badge !== 'unverified') return null
  const { basisLabel, validUntil, daysLeft } = contact
  const left = daysLeft === null ? '' : ` (${texts.card.daysLeft(daysLeft)})`
  return (
    <DescriptionList direction="row">
      <DescriptionListItem label={texts.card.ground}>
        <Text>{basisLabel ?? contact.basis}</Text>
      </DescriptionListItem>
      <DescriptionListItem label={texts.card.until}>
        <Text testId="until">
          {validUntil === null ? texts.card.noEnd : `${dayInWords(validUntil, language)}${left}`}
        </Text>
      </DescriptionListItem>
    </DescriptionList>
  )
}
