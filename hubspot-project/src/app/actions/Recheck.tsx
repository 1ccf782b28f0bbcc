import {
  Alert,
  Flex,
  hubspot,
  LoadingButton,
  ProgressBar,
  Text,
  useExtensionActions,
  useExtensionContext,
} from '@hubspot/ui-extensions'
import React, { useMemo, useState } from 'react'
import { createPageContext, PageContextProvider, usePageContext } from '../shared/page-context.ts'

/** Few enough to answer well within the 15 s that HubSpot waits. */
const AT_ONCE = 100

hubspot.extend<'crm.bulkActions'>(() => <Recheck />)

/** Judges the selected contacts again, a hundred at a time, and says how far it is. */
export function Recheck() {
  const context = useExtensionContext<'crm.bulkActions'>()
  const actions = useExtensionActions<'crm.bulkActions'>()
  const { crm } = context
  const pageContext = useMemo(() => createPageContext(context, hubspot.fetch, actions), [context, actions])
  return (
    <PageContextProvider value={pageContext}>
      <Progress contactIds={crm.objectIds.map(String)} />
    </PageContextProvider>
  )
}

type Tally = { done: number; checked: number; allowed: number; refused: number }
const NOTHING: Tally = { done: 0, checked: 0, allowed: 0, refused: 0 }

function Progress({ contactIds }: { contactIds: string[] }) {
  const { backend, texts } = usePageContext()
  const words = texts.recheck
  const [tally, setTally] = useState(NOTHING)
  const [busy, setBusy] = useState(false)
  const [stopped, setStopped] = useState<string | null>(null)
  const all = contactIds.length

  const run = async (): Promise<void> => {
    setBusy(true)
    setStopped(null)
    let now = tally
    while (now.done < all) {
      const some = contactIds.slice(now.done, now.done + AT_ONCE)
      const outcome = await backend.recheckMany(some)
      if (outcome.kind !== 'answer') {
        setStopped(outcome.kind === 'refused' ? outcome.detail : words.stopped(all - now.done))
        break
      }
      const { checked, allowed, refused } = outcome.answer
      now = {
        done: now.done + some.length,
        checked: now.checked + checked,
        allowed: now.allowed + allowed,
        refused: now.refused + refused,
      }
      setTally(now)
    }
    setBusy(false)
  }

  if (all === 0) return <Text testId="none">{words.none}</Text>
  const finished = tally.done === all
  return (
    <Flex direction="column" gap="md">
      <Text>{words.intro(all)}</Text>
      {busy || tally.done > 0 ? (
        <ProgressBar
          title={words.progress}
          value={tally.done}
          maxValue={all}
          valueDescription={words.of(tally.done, all)}
        />
      ) : null}
      {finished ? (
        <Alert
          testId="done"
          title={words.done(tally.checked, tally.allowed)}
          variant={tally.refused > 0 ? 'warning' : 'success'}
        >
          {tally.refused > 0 ? words.refused(tally.refused) : ''}
        </Alert>
      ) : (
        <LoadingButton testId="start" variant="primary" loading={busy} onClick={() => void run()}>
          {tally.done > 0 ? words.resume : words.start}
        </LoadingButton>
      )}
      {stopped === null ? null : <Alert testId="stopped" title={stopped} variant="danger" />}
    </Flex>
  )
}
