import { Alert, List, Text } from '@hubspot/ui-extensions'
import React from 'react'
import { usePageContext } from '../../shared/page-context.ts'

/** What broke and needs a person; silence would be taken for health, so health is said. */
export function Attention({ sentences }: { sentences: string[] }) {
  const { home } = usePageContext().texts
  if (sentences.length === 0) return <Alert testId="attention" title={home.allWell} variant="success" />
  return (
    <Alert testId="attention" title={home.attention} variant="warning">
      <List variant="unordered">
        {sentences.map((sentence) => (
          <Text key={sentence}>{sentence}</Text>
        ))}
      </List>
    </Alert>
  )
}
