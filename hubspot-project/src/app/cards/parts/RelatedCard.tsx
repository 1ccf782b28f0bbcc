import { Accordion, EmptyState, Flex, LoadingSpinner, Text } from '@hubspot/ui-extensions'
import { useAssociations } from '@hubspot/ui-extensions/crm'
import React, { useState } from 'react'
import { badgeStateOf, STRICTEST } from '../../shared/badge-state.ts'
import { amsterdamDay } from '../../shared/days.ts'
import { usePageContext } from '../../shared/page-context.ts'
import { RECORD_VERDICT_PROPERTIES, recordVerdictOf } from '../../shared/record-verdict.ts'
import { useCall } from '../../shared/use-call.ts'
import { withContact } from './ContactCard.tsx'
import { ContactDetail } from './ContactDetail.tsx'
import { FailureNote } from './FailureNote.tsx'
import { RecordVerdictView } from './RecordVerdictView.tsx'
import { VerdictTag } from './VerdictTag.tsx'

const CONTACTS = {
  toObjectType: '0-1',
  properties: [...RECORD_VERDICT_PROPERTIES, 'firstname', 'lastname'],
  pageLength: 25,
}

type Props = { objectType: 'companies' | 'deals'; objectId: string }

/** A company's or deal's people, strictest first: a yes for one of them is no yes for the others. */
export function RelatedCard({ objectType, objectId }: Props) {
  const { backend, texts } = usePageContext()
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
            <VerdictTag badge={badgeStateOf(contact, today)} testId={`verdict-${contact.contactId}`} />
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
  const recordVerdicts = results
    .map(({ toObjectId, properties }) => ({
      id: toObjectId,
      name: [properties.firstname, properties.lastname].filter(Boolean).join(' ') || `#${toObjectId}`,
      recordVerdict: recordVerdictOf(properties, today),
    }))
    .sort((a, b) => STRICTEST.indexOf(a.recordVerdict.badge) - STRICTEST.indexOf(b.recordVerdict.badge))
  return (
    <Flex direction="column" gap="sm">
      {failure ? <FailureNote failure={failure} stale={texts.card.staleWithoutDate} onRetry={called.reload} /> : null}
      {recordVerdicts.map(({ id, name, recordVerdict }) => (
        <RecordVerdictView key={id} name={name} recordVerdict={recordVerdict} />
      ))}
      {failure && !isLoading && recordVerdicts.length === 0 ? <Nobody /> : null}
      {called.loading ? <LoadingSpinner label={texts.card.loading} showLabel={isLoading} size="sm" /> : null}
    </Flex>
  )
}

function Nobody() {
  const { texts } = usePageContext()
  return (
    <EmptyState title={texts.card.emptyTitle} imageName="contacts" layout="vertical" flush>
      <Text>{texts.card.empty}</Text>
    </EmptyState>
  )
}
