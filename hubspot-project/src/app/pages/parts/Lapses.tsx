import { BarChart } from '@hubspot/ui-extensions'
import React from 'react'
import type { HomeAnswer } from '../../shared/answers.ts'
import { usePageContext } from '../../shared/page-context.ts'
import { Panel } from './Panel.tsx'

/** How many lose their yes in the coming days: the time in which to ask for consent. */
export function Lapses({ lapses }: { lapses: HomeAnswer['lapses'] }) {
  const { home } = usePageContext().texts
  return (
    <Panel title={home.lapses}>
      <BarChart
        data={lapses.map(({ within, count }) => ({ within: home.within(within), count }))}
        axes={{
          x: { field: 'within', fieldType: 'category', label: '' },
          y: { field: 'count', fieldType: 'linear', label: home.countAxis },
        }}
        options={{ showDataLabels: true, showTooltips: true, colorList: ['yellow'] }}
      />
    </Panel>
  )
}
