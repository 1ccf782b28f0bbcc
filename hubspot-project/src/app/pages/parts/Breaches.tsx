import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow, Text } from '@hubspot/ui-extensions'
import React, { useState } from 'react'
import type { BreachAnswer } from '../../shared/answers.ts'
import { instantInWords } from '../../shared/days.ts'
import { usePageContext } from '../../shared/page-context.ts'
import { Panel } from './Panel.tsx'

const PER_PAGE = 10

/** Calls that were logged although the verdict was not yes. */
export function Breaches({ breaches, total }: { breaches: BreachAnswer[]; total: number }) {
  const { texts } = usePageContext()
  const words = texts.home
  if (breaches.length === 0) {
    return (
      <Panel title={words.breaches}>
        <Text testId="no-breaches">{words.noBreaches}</Text>
      </Panel>
    )
  }
  return <Calls title={words.breaches} calls={breaches} total={total} name="breach" />
}

/** Calls of which HubSpot does not say which way they went; shown only where there are any. */
export function CallsWithoutDirection({ calls, total }: { calls: BreachAnswer[]; total: number }) {
  const { texts } = usePageContext()
  if (calls.length === 0) return null
  return <Calls title={texts.home.withoutDirection} calls={calls} total={total} name="without-direction" />
}

type CallsProps = { title: string; calls: BreachAnswer[]; total: number; name: string }

function Calls({ title, calls, total, name }: CallsProps) {
  const { texts, language } = usePageContext()
  const words = texts.home
  const [page, setPage] = useState(1)
  const shown = calls.slice((page - 1) * PER_PAGE, page * PER_PAGE)
  return (
    <Panel title={title}>
      <Table paginated pageCount={Math.ceil(calls.length / PER_PAGE)} page={page} onPageChange={setPage}>
        <TableHead>
          <TableRow>
            <TableHeader>{words.columns.at}</TableHeader>
            <TableHeader>{words.columns.contact}</TableHeader>
            <TableHeader>{words.columns.reason}</TableHeader>
          </TableRow>
        </TableHead>
        <TableBody>
          {shown.map(({ callId, contactId, at, reason }) => (
            <TableRow key={callId} testId={`${name}-${callId}`}>
              <TableCell>{instantInWords(at, language)}</TableCell>
              <TableCell>{contactId === null ? words.unknown : `#${contactId}`}</TableCell>
              <TableCell>{reason}</TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
      {total > calls.length ? <Text variant="microcopy">{words.breachTotal(total)}</Text> : null}
    </Panel>
  )
}
