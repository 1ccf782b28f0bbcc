import { Alert, List, Text } from '@hubspot/ui-extensions'
import React from 'react'
import type { ContactAnswer } from '../../shared/answers.ts'
import { instantInWords } from '../../shared/days.ts'
import { usePageContext } from '../../shared/page-context.ts'

/**
 * The hour, by the sector's code and never part of the verdict, and
 * what to know before dialling. Nothing where there is no call to make.
 */
export function BeforeCalling({ contact, callable }: { contact: ContactAnswer; callable: boolean }) {
  const { texts, language } = usePageContext()
  if (!callable) return null
  const { conduct, warnings } = contact
  const from = conduct.from === null ? '' : instantInWords(conduct.from, language)
  return (
    <>
      {conduct.callNow ? null : (
        <Alert testId="not-now" title={texts.card.notNow} variant="warning">
          {conduct.sentence ?? from}
        </Alert>
      )}
      {warnings.length === 0 ? null : (
        <Alert testId="warnings" title={texts.card.warnings} variant="warning">
          <List variant="unordered">
            {warnings.map((warning) => (
              <Text key={warning}>{warning}</Text>
            ))}
          </List>
        </Alert>
      )}
    </>
  )
}
