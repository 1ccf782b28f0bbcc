import { Flex, Text } from '@hubspot/ui-extensions'
import React from 'react'
import type { ContactAnswer } from '../../shared/answers.ts'
import { badgeStateOf } from '../../shared/badge-state.ts'
import { amsterdamDay, dayInWords } from '../../shared/days.ts'
import { usePageContext } from '../../shared/page-context.ts'
import { BeforeCalling } from './BeforeCalling.tsx'
import { ContactActions } from './ContactActions.tsx'
import { Grounds } from './Grounds.tsx'
import { HeldTasks } from './HeldTasks.tsx'
import { NextSteps } from './NextSteps.tsx'
import { Numbers } from './Numbers.tsx'
import { RuleLine } from './RuleLine.tsx'
import { SixAnswers } from './SixAnswers.tsx'
import { Timeline } from './Timeline.tsx'
import { VerdictTag } from './VerdictTag.tsx'

type Props = { contact: ContactAnswer; asOf: string; canEdit: boolean; onChanged: (contact: ContactAnswer) => void }

/** Everything about one person, the answer first. A card left open over midnight loses its green by itself. */
export function ContactDetail({ contact, asOf, canEdit, onChanged }: Props) {
  const { texts, language } = usePageContext()
  const badge = badgeStateOf(contact, amsterdamDay(new Date()))
  const day = contact.validUntil === null ? '' : dayInWords(contact.validUntil, language)
  return (
    <Flex direction="column" gap="sm">
      <Flex direction="column" gap="xs">
        <VerdictTag badge={badge} testId="verdict" />
        <Text testId="sentence" format={{ fontWeight: 'demibold' }}>
          {badge === 'lapsed' ? texts.card.lapsed(day) : contact.sentence}
        </Text>
      </Flex>
      <BeforeCalling contact={contact} callable={badge === 'allowed' || badge === 'unverified'} />
      <Grounds contact={contact} badge={badge} />
      <Numbers numbers={contact.numbers} />
      {badge === 'allowed' ? null : <NextSteps steps={contact.nextSteps} />}
      <ContactActions contact={contact} canEdit={canEdit} onChanged={onChanged} />
      <SixAnswers consent={contact.consent} />
      <Timeline entries={contact.timeline} />
      <HeldTasks tasks={contact.heldTasks} />
      <RuleLine contact={contact} asOf={asOf} />
    </Flex>
  )
}
