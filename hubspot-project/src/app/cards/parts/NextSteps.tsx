import { Alert, List, Text } from '@hubspot/ui-extensions'
import React from 'react'
import { usePageContext } from '../../shared/page-context.ts'

/** What to do when it is not green, in the order of ease. */
export function NextSteps({ steps }: { steps: string[] }) {
  const { texts } = usePageContext()
  if (steps.length === 0) return null
  return (
    <Alert testId="next-steps" title={texts.card.nextSteps} variant="tip">
      <List variant="ordered">
        {steps.map((step) => (
          <Text key={step}>{step}</Text>
        ))}
      </List>
    </Alert>
  )
}
