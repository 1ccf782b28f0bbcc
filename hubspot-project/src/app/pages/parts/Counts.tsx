import { Statistics, StatisticsItem } from '@hubspot/ui-extensions'
import React from 'react'
import type { HomeAnswer, Permission } from '../../shared/answers.ts'
import { usePageContext } from '../../shared/page-context.ts'
import { Panel } from './Panel.tsx'

/** Contacts by verdict, each of the four named also where it is nought. */
export function Counts({ counts }: { counts: HomeAnswer['counts'] }) {
  const { home } = usePageContext().texts
  const of = (permission: string): number =>
    counts.filter((row) => row.permission === permission).reduce((sum, { count }) => sum + count, 0)
  return (
    <Panel title={home.contacts}>
      <Statistics>
        {(Object.keys(home.permissions) as Permission[]).map((permission) => (
          <StatisticsItem
            key={permission}
            testId={`count-${permission}`}
            label={home.permissions[permission]}
            number={of(permission)}
          />
        ))}
      </Statistics>
    </Panel>
  )
}
