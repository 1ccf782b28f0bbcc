import { Button, Flex, LoadingButton, Text } from '@hubspot/ui-extensions'
import React, { useState } from 'react'
import type { ContactAnswer } from '../../shared/answers.ts'
import type { Outcome } from '../../shared/outcome.ts'
import { usePageContext } from '../../shared/page-context.ts'
import { ConsentForm } from './ConsentForm.tsx'
import { ObjectionConfirm } from './ObjectionConfirm.tsx'

type Props = { contact: ContactAnswer; canEdit: boolean; onChanged: (contact: ContactAnswer) => void }

/** What a rep can do here. Our service decides who may; this only leaves out what would be refused. */
export function ContactActions({ contact, canEdit, onChanged }: Props) {
  const { texts, backend, actions } = usePageContext()
  const [busy, setBusy] = useState(false)
  const { contactId, pageUrl } = contact

  const perform = async (call: () => Promise<Outcome<ContactAnswer>>, done: string): Promise<void> => {
    setBusy(true)
    const outcome = await call()
    setBusy(false)
    if (outcome.kind === 'answer') {
      actions.addAlert({ type: 'success', message: done })
      onChanged(outcome.answer)
    } else {
      const message = outcome.kind === 'refused' ? texts.actions.refused(outcome.detail) : texts.actions.unreachable
      actions.addAlert({ type: 'danger', message })
    }
  }
  const copy = async (url: string): Promise<void> => {
    await actions.copyTextToClipboard(url)
    actions.addAlert({ type: 'info', message: texts.actions.copied })
  }

  return (
    <Flex direction="column" gap="xs">
      {canEdit ? (
        <Flex direction="row" gap="xs" wrap>
          <Button
            testId="consent"
            size="xs"
            variant="secondary"
            overlay={<ConsentForm contact={contact} onChanged={onChanged} />}
          >
            {texts.actions.consent}
          </Button>
          <Button
            testId="objection"
            size="xs"
            variant="destructive"
            overlay={
              <ObjectionConfirm
                contact={contact}
                onConfirm={() => perform(() => backend.recordObjection(contactId), texts.actions.recorded)}
              />
            }
          >
            {texts.actions.objection}
          </Button>
          <LoadingButton
            testId="recheck"
            size="xs"
            variant="secondary"
            loading={busy}
            onClick={() => void perform(() => backend.recheck(contactId), texts.actions.rechecked)}
          >
            {texts.actions.recheck}
          </LoadingButton>
        </Flex>
      ) : (
        <Text testId="read-only" variant="microcopy">
          {texts.actions.readOnly}
        </Text>
      )}
      {pageUrl === null ? null : (
        <Button testId="copy" size="xs" variant="transparent" onClick={() => void copy(pageUrl)}>
          {texts.actions.copyLink}
        </Button>
      )}
    </Flex>
  )
}
