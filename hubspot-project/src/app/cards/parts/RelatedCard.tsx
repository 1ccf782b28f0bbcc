import { Accordion, EmptyState, Flex, LoadingSpinner, Text } from '@hubspot/ui-extensions'
import { useAssociations } from '@hubspot/ui-extensions/crm'
import React, { useState } from 'react'
import { amsterdamDay } from '../../shared/days.ts'
import { GLANCE_PROPERTIES, glanceOf } from '../../shared/glance.ts'
import { useScene } from '../../shared/scene.ts'
import { STRICTEST, standingOf } from '../../shared/standing.ts'
import { useCall } from '../../shared/use-call.ts'
import { withContact } from './ContactCard.tsx'
import { ContactDetail } from './ContactDetail.tsx'
import { FailureNote } from './FailureNote.tsx'
import { GlanceView } from './GlanceView.tsx'
import { VerdictTag } from './VerdictTag.tsx'

const CONTACTS = { toObjectType: '0-1', properties: [...GLANCE_PROPERTIES, 'firstname', 'lastname'], pageLength: 25 }

type Props = { objectType: 'companies' | 'deals'; objectId: string }

/** A company's or deal's people, strictest first: a yes for one of them is no yes for the others. */
export function RelatedCard({ objectType, objectId }: Props) {
  const { backend, texts } = useScene()
  const { results, isLoading } = useAssociations(CONTACTS)
  const called = useCall(() => backend.card(objectType, objectId), `${objectType}|${objectId}`)
  const { answer, failure } = called
  const [opened, setOpened] = useState<string | null>(null)
  const today = amsterdamDay(new Date())
  if (answer) {
    return (
      <Flex direction="column" gap="sm">
        {failure ? <FailureNote failure={failure} stale={texts.card.staleWithoutDate} onRetry={called.reload} /> : null}
        {answer.contacts.length === 0 ? <Nobody /> : <Text variant="microcopy">{texts.card.strictest}</Text>}
        {answer.contacts.map((contact) => (
          <Flex key={contact.contactId} direction="column" gap="xs">
            <VerdictTag standing={standingOf(contact, today)} testId={`verdict-${contact.contactId}`} />
            <Accordion
              testId={`person-${contact.contactId}`}
              title={contact.name}
              size="sm"
              open={opened === contact.contactId}
              onClick={() => setOpened(opened === contact.contactId ? null : contact.contactId)}
            >
              {opened === contact.contactId ? (
                <ContactDetail
                  contact={contact}
                  asOf={answer.asOf}
                  canEdit={answer.canEdit}
                  onChanged={(changed) => called.replace(withContact(answer, changed))}
                />
              ) : (
                <Text>{contact.sentence}</Text>
              )}
            </Accordion>
          </Flex>
        ))}
        {answer.more > 0 ? <Text variant="microcopy">{texts.card.more(answer.more)}</Text> : null}
      </Flex>
    )
  }
  const glances = results
    .map(({ toObjectId, properties }) => ({
      id: toObjectId,
      name: [properties.firstname, properties.lastname].filter(Boolean).join(' ') || `#${toObjectId}`,
      glance: glanceOf(properties, today),
    }))
    .sort((a, b) => STRICTEST.indexOf(a.glance.standing) - STRICTEST.indexOf(b.glance.standing))
  return (
    <Flex direction="column" gap="sm">
      {failure ? <FailureNote failure={failure} stale={texts.card.staleWithoutDate} onRetry={called.reload} /> : null}
      {glances.map(({ id, name, glance }) => (
        <GlanceView key={id} name={name} glance={glance} />
      ))}
      {failure && !isLoading && glances.length === 0 ? <Nobody /> : null}
      {called.loading ? <LoadingSpinner label={texts.card.loading} showLabel={isLoading} size="sm" /> : null}
    </Flex>
  )
}

function Nobody() {
  const { texts } = useScene()
  return (
    <EmptyState title={texts.card.emptyTitle} imageName="contacts" layout="vertical" flush>
      <Text>{texts.card.empty}</Text>
    </EmptyState>
  )
}
