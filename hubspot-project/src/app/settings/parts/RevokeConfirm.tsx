import { Button, Flex, Modal, ModalBody, ModalFooter, Text } from '@hubspot/ui-extensions'
import React from 'react'
import type { ApiKeyAnswer } from '../../shared/answers.ts'
import { usePageContext } from '../../shared/page-context.ts'

/** Revoking cannot be undone, and a dialer that is refused no longer asks: it is confirmed. */
export function RevokeConfirm({ apiKey, onConfirm }: { apiKey: ApiKeyAnswer; onConfirm: () => Promise<void> }) {
  const { texts, actions } = usePageContext()
  const words = texts.settings.keys
  const id = `revoke-${apiKey.id}`
  const confirm = (): void => {
    actions.closeOverlay(id)
    void onConfirm()
  }
  return (
    <Modal id={id} title={words.revokeTitle(apiKey.name)} variant="danger" width="sm">
      <ModalBody>
        <Text>{words.revokeBody}</Text>
      </ModalBody>
      <ModalFooter>
        <Flex direction="row" gap="sm">
          <Button testId={`confirm-revoke-${apiKey.id}`} variant="destructive" onClick={confirm}>
            {words.revoke}
          </Button>
          <Button variant="secondary" onClick={() => actions.closeOverlay(id)}>
            {words.cancel}
          </Button>
        </Flex>
      </ModalFooter>
    </Modal>
  )
}
