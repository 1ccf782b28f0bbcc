import { Alert, Button, ErrorState, Flex, Text } from '@hubspot/ui-extensions'
import React from 'react'
import { usePageContext } from '../../shared/page-context.ts'
import type { Called } from '../../shared/use-call.ts'

type Props = {
  failure: NonNullable<Called<unknown>['failure']>
  /** What is shown instead, and of when. */
  stale: string
  onRetry: () => void
}

/** Says why there is no fresh answer, and what the rest of the card is then worth. */
export function FailureNote({ failure, stale, onRetry }: Props) {
  const { texts } = usePageContext()
  if (failure.kind === 'refused') {
    return (
      <ErrorState title={texts.card.refusedTitle} type="lock">
        <Text>{failure.detail || texts.card.refused}</Text>
      </ErrorState>
    )
  }
  return (
    <Flex direction="column" gap="xs">
      <Alert testId="stale" title={texts.card.unreachableTitle} variant="warning">
        {stale}
      </Alert>
      <Button testId="retry" size="xs" variant="secondary" onClick={onRetry}>
        {texts.card.retry}
      </Button>
    </Flex>
  )
}
