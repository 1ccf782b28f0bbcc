import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow, Text } from '@hubspot/ui-extensions'
import React from 'react'
import type { SetAsideAnswer } from '../../shared/answers.ts'
import { instantInWords } from '../../shared/days.ts'
import { usePageContext } from '../../shared/page-context.ts'
import { Panel } from './Panel.tsx'

/** Records that could not be dealt with while the others went on: each with its reason and a way out. */
export function SetAside({ records, total }: { records: SetAsideAnswer[]; total: number }) {
  const { texts, language } = usePageContext()
  const words = texts.home
  if (records.length === 0) return null
  return (
    <Panel title={words.setAside}>
      <Table>
        <TableHead>
          <TableRow>
            <TableHeader>{words.setAsideColumns.record}</TableHeader>
            <TableHeader>{words.setAsideColumns.reason}</TableHeader>
            <TableHeader>{words.setAsideColumns.remedy}</TableHeader>
            <TableHeader>{words.setAsideColumns.since}</TableHeader>
          </TableRow>
        </TableHead>
        <TableBody>
          {records.map(({ kind, recordId, reason, remedy, detail, since }) => (
            <TableRow key={`${kind}-${recordId}-${reason}`} testId={`set-aside-${kind}-${recordId}`}>
              <TableCell>{`${words.setAsideKind[kind] ?? kind} ${recordId}`}</TableCell>
              <TableCell>{detail === null ? reason : `${reason} (${detail})`}</TableCell>
              <TableCell>{remedy}</TableCell>
              <TableCell>{instantInWords(since, language)}</TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
      {total > records.length ? <Text variant="microcopy">{words.setAsideTotal(total)}</Text> : null}
    </Panel>
  )
}
