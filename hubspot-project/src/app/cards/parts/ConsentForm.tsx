import { Alert, Flex, List, LoadingButton, Modal, ModalBody, ModalFooter, Text } from '@hubspot/ui-extensions'
import React, { useState } from 'react'
import type { ContactAnswer } from '../../shared/answers.ts'
import { usePageContext } from '../../shared/page-context.ts'
import { ConsentFields } from './ConsentFields.tsx'
import { type ConsentDraft, consentOf, emptyDraft, missingAnswers } from './consent-draft.ts'

type Props = { contact: ContactAnswer; onChanged: (contact: ContactAnswer) => void }

/** All six answers, or it says which is missing: here first, and again by our service, which alone decides. */
export function ConsentForm({ contact, onChanged }: Props) {
  const { texts, backend, actions } = usePageContext()
  const [draft, setDraft] = useState(() => emptyDraft(contact))
  const [problems, setProblems] = useState<string[]>([])
  const [busy, setBusy] = useState(false)
  const id = `consent-${contact.contactId}`

  const save = async (): Promise<void> => {
    const consent = consentOf(contact.contactId, draft)
    if (consent === null) {
      const missing = missingAnswers(draft).map((name) => texts.form[name].replace(/\?$/, ''))
      return setProblems([texts.form.missing(missing.join(', '))])
    }
    if (Date.parse(consent.givenAt) > Date.now()) return setProblems([texts.form.future])
    setBusy(true)
    const outcome = await backend.recordConsent(consent)
    setBusy(false)
    if (outcome.kind === 'answer') {
      setProblems([])
      setDraft(emptyDraft(contact))
      actions.closeOverlay(id)
      actions.addAlert({ type: 'success', message: texts.actions.recorded })
      return onChanged(outcome.answer)
    }
    if (outcome.kind === 'unreachable') return setProblems([texts.actions.unreachable])
    const named = outcome.problems.map(({ path, message }) => `${labelOf(path)}: ${message}`)
    return setProblems(named.length > 0 ? named : [texts.actions.refused(outcome.detail)])
  }
  const change = (next: ConsentDraft): void => {
    setDraft(next)
    setProblems([])
  }
  const labelOf = (path: string): string => {
    const label = (texts.form as Record<string, unknown>)[path === 'givenAt' ? 'day' : path]
    return typeof label === 'string' ? label.replace(/\?$/, '') : path
  }

  return (
    <Modal id={id} title={texts.form.title} width="md">
      <ModalBody>
        <Flex direction="column" gap="sm">
          <Text>{texts.form.intro}</Text>
          <ConsentFields draft={draft} numbers={contact.numbers} onChange={change} />
          {problems.length === 0 ? null : (
            <Alert testId="form-problems" title={texts.form.title} variant="danger">
              <List variant="unordered">
                {problems.map((problem) => (
                  <Text key={problem}>{problem}</Text>
                ))}
              </List>
            </Alert>
          )}
        </Flex>
      </ModalBody>
      <ModalFooter>
        <LoadingButton testId="save-consent" variant="primary" loading={busy} onClick={() => void save()}>
          {texts.form.save}
        </LoadingButton>
      </ModalFooter>
    </Modal>
  )
}
