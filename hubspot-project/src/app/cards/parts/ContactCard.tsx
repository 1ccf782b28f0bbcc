import { Flex, LoadingSpinner } from '@hubspot/ui-extensions'
import { useCrmProperties } from '@hubspot/ui-extensions/crm'
import React from 'react'
import type { CardAnswer, ContactAnswer } from '../../shared/answers.ts'
import { amsterdamDay, instantInWords } from '../../shared/days.ts'
import { usePageContext } from '../../shared/page-context.ts'
import { RECORD_VERDICT_PROPERTIES, type RecordVerdict, recordVerdictOf } from '../../shared/record-verdict.ts'
import { useCall } from '../../shared/use-call.ts'
import { ContactDetail } from './ContactDetail.tsx'
import { FailureNote } from './FailureNote.tsx'
import { RecordVerdictView } from './RecordVerdictView.tsx'

/**
 * First paint from the record's own properties, detail from our
 * service as soon as it answers, and again when a property changes.
 */
export function ContactCard({ contactId }: { contactId: string }) {
  const { backend, texts, language } = usePageContext()
  const { properties, isLoading } = useCrmProperties(RECORD_VERDICT_PROPERTIES)
  const version = RECORD_VERDICT_PROPERTIES.map((name) => properties[name] ?? '').join('|')
  const called = useCall(() => backend.card('contacts', contactId), isLoading ? null : `${contactId}|${version}`)
  const { answer, failure } = called
  const recordVerdict = recordVerdictOf(properties, amsterdamDay(new Date()))
  const contact = answer?.contacts[0]
  if (isLoading && !contact) return <LoadingSpinner label={texts.card.loading} showLabel layout="centered" />
  return (
    <Flex direction="column" gap="sm">
      {failure ? (
        <FailureNote failure={failure} stale={staleWords(answer, recordVerdict)} onRetry={called.reload} />
      ) : null}
      {answer && contact ? (
        <ContactDetail
          contact={contact}
          asOf={answer.asOf}
          canEdit={answer.canEdit}
          onChanged={(changed) => called.replace(withContact(answer, changed))}
        />
      ) : (
        <RecordVerdictView recordVerdict={recordVerdict} />
      )}
      {called.loading && !contact ? <LoadingSpinner label={texts.card.loading} size="sm" /> : null}
    </Flex>
  )

  function staleWords(last: CardAnswer | null, { decidedAt }: RecordVerdict): string {
    if (last) return texts.card.staleAnswer(instantInWords(last.asOf, language))
    return decidedAt ? texts.card.stale(instantInWords(decidedAt, language)) : texts.card.staleWithoutDate
  }
}

/** The same answer with one contact as it stands after an action. */
export const withContact = (answer: CardAnswer, changed: ContactAnswer): CardAnswer => ({
  ...answer,
  contacts: answer.contacts.map((each) => (each.contactId === changed.contactId ? changed : each)),
})
