import {
  Alert,
  AutoGrid,
  Button,
  EmptyState,
  ErrorState,
  Flex,
  hubspot,
  LoadingSpinner,
  Text,
  useExtensionActions,
  useExtensionContext,
} from '@hubspot/ui-extensions'
import React, { useMemo } from 'react'
import { dayInWords, instantInWords } from '../shared/days.ts'
import { createPageContext, PageContextProvider, usePageContext } from '../shared/page-context.ts'
import { useCall } from '../shared/use-call.ts'
import { Attention } from './parts/Attention.tsx'
import { Bases } from './parts/Bases.tsx'
import { Breaches, CallsWithoutDirection } from './parts/Breaches.tsx'
import { Counts } from './parts/Counts.tsx'
import { Lapses } from './parts/Lapses.tsx'
import { LastNight } from './parts/LastNight.tsx'
import { SetAside } from './parts/SetAside.tsx'

hubspot.extend<'home'>(() => <Home />)

/** How the account stands, from one answer of ours: HubSpot is not asked for anything. */
export function Home() {
  const context = useExtensionContext<'home'>()
  const actions = useExtensionActions<'home'>()
  const pageContext = useMemo(() => createPageContext(context, hubspot.fetch, actions), [context, actions])
  return (
    <PageContextProvider value={pageContext}>
      <Figures />
    </PageContextProvider>
  )
}

function Figures() {
  const { backend, texts, language } = usePageContext()
  const { answer, failure, reload } = useCall(backend.home, 'home')
  const words = texts.home
  if (answer === null && failure === null) return <LoadingSpinner label={words.loading} showLabel layout="centered" />
  if (answer === null) {
    const refused = failure?.kind === 'refused'
    return (
      <ErrorState title={refused ? words.refusedTitle : words.unreachableTitle} type={refused ? 'lock' : 'error'}>
        <Text>{refused ? failure.detail : words.unreachable}</Text>
        <Button testId="retry" onClick={reload}>
          {words.retry}
        </Button>
      </ErrorState>
    )
  }
  const { sweep, counts, rulebook } = answer
  return (
    <Flex direction="column" gap="md">
      {sweep ? <Alert testId="sweep" title={words.sweeping(sweep.contacts, sweep.tasks)} variant="info" /> : null}
      {counts.length === 0 ? (
        <EmptyState title={words.emptyTitle} imageName="contacts">
          <Text>{words.empty}</Text>
        </EmptyState>
      ) : (
        <>
          <Counts counts={counts} />
          <AutoGrid columnWidth={380} gap="md" flexible>
            <Bases counts={counts} />
            <Lapses lapses={answer.lapses} />
          </AutoGrid>
        </>
      )}
      <Attention sentences={answer.attention} />
      <SetAside records={answer.setAside} total={answer.setAsideCount} />
      <Breaches breaches={answer.breaches} total={answer.breachCount} />
      <CallsWithoutDirection calls={answer.withoutDirection} total={answer.withoutDirectionCount} />
      <LastNight night={answer.lastNight} />
      <Text variant="microcopy" testId="as-of">
        {`${words.rulebook(rulebook.id, dayInWords(rulebook.from, language))} ${words.asOf(instantInWords(answer.asOf, language))}`}
      </Text>
    </Flex>
  )
}
