import { Text } from '@hubspot/ui-extensions'
import React from 'react'
import { dayInWords } from '../../shared/days.ts'
import { usePageContext } from '../../shared/page-context.ts'
import { useCall } from '../../shared/use-call.ts'
import { Section } from './Section.tsx'

/** The law said plainly, with the rule book that judges now. */
export function LawSection() {
  const { backend, texts, language } = usePageContext()
  const { answer } = useCall(backend.home, 'home')
  const { law } = texts.settings
  const book = answer?.rulebook
  const from = book ? dayInWords(book.from, language) : ''
  return (
    <Section title={law.title}>
      {book ? (
        <Text testId="rulebook" format={{ fontWeight: 'demibold' }}>
          {book.until === null
            ? law.book(book.id, from)
            : law.bookUntil(book.id, from, dayInWords(book.until, language))}
        </Text>
      ) : null}
      <Text>{law.body}</Text>
      <Text variant="microcopy">{law.not}</Text>
    </Section>
  )
}
