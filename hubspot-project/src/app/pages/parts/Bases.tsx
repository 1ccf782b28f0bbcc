import { BarChart } from '@hubspot/ui-extensions'
import React from 'react'
import type { HomeAnswer } from '../../shared/answers.ts'
import { usePageContext } from '../../shared/page-context.ts'
import { Panel } from './Panel.tsx'

/** On which ground people may be called: the shape of it shows what the next change of law would cost. */
export function Bases({ counts }: { counts: HomeAnswer['counts'] }) {
  const { home } = usePageContext().texts
  const data = counts
    .filter(({ permission, basis }) => permission === 'allowed' && basis !== null)
    .map(({ basis, count }) => ({ basis: home.basis[basis ?? ''] ?? basis ?? '', count }))
    .sort((a, b) => b.count - a.count)
  return (
    <Panel title={home.bases}>
      <BarChart
        data={data}
        axes={{
          x: { field: 'basis', fieldType: 'category', label: home.basisAxis },
          y: { field: 'count', fieldType: 'linear', label: home.countAxis },
        }}
        options={{ showDataLabels: true, showTooltips: true }}
      />
    </Panel>
  )
}
