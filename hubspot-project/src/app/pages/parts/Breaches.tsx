import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow, Text } from '@hubspot/ui-extensions'
import React, { useState } from 'react'
import type { HomeAnswer } from '../../shared/answers.ts'
import { instantInWords } from '../../shared/days.ts'
import { usePageContext } from '../../shared/page-context.ts'
import { Panel } from './Panel.tsx'

const PER_PAGE = 10

/** Calls that were logged although the verdict was not yes. */
export function Breaches({ breaches, total }: { breaches: HomeAnswer['breaches']; total: number }) {
  const { texts, language } = usePageContext()
  const words = texts.home
  const [page, setPage] = useState(1)
  if (breaches.length === 0) {
    return (
      <Panel title={words.breaches}>
        <Text testId="no-breaches">{words.noBreaches}</Text>
      </Panel>
    )
  }
  const shown = breaches.slice((page - 1) * PER_PAGE, page * PER_PAGE)
  return (
    <Panel title={words.breaches}>
      <Table paginated pageCount={Math.ceil(breaches.length / PER_PAGE)} page={page} onPageChange={setPage}>
        <TableHead>
          <TableRow>
            <TableHeader>{words.columns.at}</TableHeader>
            <TableHeader>{words.columns.contact}</TableHeader>
            <TableHeader>{words.columns.reason}</TableHeader>
          </TableRow>
        </TableHead>
        <TableBody>
          {shown.map(({ callId, contactId, at, reason }) => (
            <TableRow key={callId} testId={`breach-${callId}`}>
              <TableCell>{instantInWords(at, language)}</TableCell>
              <TableCell>{contactId === null ? words.unknown : `#${contactId}`}</TableCell>
              <TableCell>{reason}</TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
      {total > breaches.length ? <Text variant="microcopy">{words.breachTotal(total)}</Text> : null}
    </Panel>
  )
}
