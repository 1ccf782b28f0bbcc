import { Button, Flex, Modal, ModalBody, ModalFooter, Text } from '@hubspot/ui-extensions'
import React from 'react'
import type { ContactAnswer } from '../../shared/answers.ts'
import { usePageContext } from '../../shared/page-context.ts'

type Props = { contact: ContactAnswer; onConfirm: () => Promise<void> }

/** One click and one confirmation: as easy as it can be without being done by accident. */
export function ObjectionConfirm({ contact, onConfirm }: Props) {
  const { texts, actions } = usePageContext()
  const id = `objection-${contact.contactId}`
  const confirm = (): void => {
    actions.closeOverlay(id)
    void onConfirm()
  }
  return (
    <Modal id={id} title={texts.actions.objectionTitle} variant="danger" width="sm">
      <ModalBody>
        <Text>{texts.actions.objectionBody(contact.name)}</Text>
      </ModalBody>
      <ModalFooter>
        <Flex direction="row" gap="sm">
          <Button testId="confirm-objection" variant="destructive" onClick={confirm}>
            {texts.actions.confirm}
          </Button>
          <Button variant="secondary" onClick={() => actions.closeOverlay(id)}>
            {texts.actions.cancel}
          </Button>
        </Flex>
      </ModalFooter>
    </Modal>
  )
}
