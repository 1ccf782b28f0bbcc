import { Accordion, DescriptionList, DescriptionListItem, Text } from '@hubspot/ui-extensions'
import React from 'react'
import type { SixAnswers as Answers } from '../../shared/answers.ts'
import { instantInWords } from '../../shared/days.ts'
import { usePageContext } from '../../shared/page-context.ts'

/** Who, how, source, when, which, status. An answer nobody gave is said to be missing, not left out. */
export function SixAnswers({ consent }: { consent: Answers | null }) {
  const { texts, language } = usePageContext()
  const { answers, status, blank, sixAnswers, noConsent } = texts.card
  if (consent === null) {
    return (
      <Accordion title={sixAnswers} size="sm">
        <Text>{noConsent}</Text>
      </Accordion>
    )
  }
  const rows: [keyof typeof answers, string | null][] = [
    ['givenBy', consent.givenBy],
    ['method', consent.method === null ? null : methodWords(consent.method, texts.form.methods)],
    ['source', consent.source],
    ['givenAt', consent.givenAt === null ? null : instantInWords(consent.givenAt, language)],
    ['scope', consent.scope],
    ['status', status[consent.status]],
  ]
  const known = rows.filter(([, answer]) => answer !== null).length
  return (
    <Accordion title={`${sixAnswers} (${known}/6)`} size="sm">
      <DescriptionList direction="column">
        {rows.map(([question, answer]) => (
          <DescriptionListItem key={question} label={answers[question]}>
            <Text testId={`answer-${question}`} format={{ italic: answer === null }}>
              {answer ?? blank}
            </Text>
          </DescriptionListItem>
        ))}
      </DescriptionList>
    </Accordion>
  )
}

/** A method may be any word; ours are translated, others stand as they came. */
const methodWords = (method: string, words: Readonly<Record<string, string>>): string => words[method] ?? method
