import { Flex, Text } from '@hubspot/ui-extensions'
import React from 'react'
import type { ContactAnswer } from '../../shared/answers.ts'
import { amsterdamDay, dayInWords } from '../../shared/days.ts'
import { useScene } from '../../shared/scene.ts'
import { standingOf } from '../../shared/standing.ts'
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
  const { texts, language } = useScene()
  const standing = standingOf(contact, amsterdamDay(new Date()))
  const day = contact.validUntil === null ? '' : dayInWords(contact.validUntil, language)
  return (
    <Flex direction="column" gap="sm">
      <Flex direction="column" gap="xs">
        <VerdictTag standing={standing} testId="verdict" />
        <Text testId="sentence" format={{ fontWeight: 'demibold' }}>
          {standing === 'lapsed' ? texts.card.lapsed(day) : contact.sentence}
        </Text>
      </Flex>
      <BeforeCalling contact={contact} callable={standing === 'allowed' || standing === 'unverified'} />
      <Grounds contact={contact} standing={standing} />
      <Numbers numbers={contact.numbers} />
      {standing === 'allowed' ? null : <NextSteps steps={contact.nextSteps} />}
      <ContactActions contact={contact} canEdit={canEdit} onChanged={onChanged} />
      <SixAnswers consent={contact.consent} />
      <Timeline entries={contact.timeline} />
      <HeldTasks tasks={contact.heldTasks} />
      <RuleLine contact={contact} asOf={asOf} />
    </Flex>
  )
}
