import { Statistics, StatisticsItem, Text } from '@hubspot/ui-extensions'
import React from 'react'
import type { HomeAnswer } from '../../shared/answers.ts'
import { dayInWords } from '../../shared/days.ts'
import { usePageContext } from '../../shared/page-context.ts'
import { Panel } from './Panel.tsx'

/** What last night's run did. */
export function LastNight({ night }: { night: HomeAnswer['lastNight'] }) {
  const { texts, language } = usePageContext()
  const { home } = texts
  if (night === null) {
    return (
      <Panel title={home.night}>
        <Text testId="no-night">{home.noNight}</Text>
      </Panel>
    )
  }
  return (
    <Panel title={home.nightOf(dayInWords(night.date, language))}>
      <Statistics>
        {(['due', 'lapsed', 'tasksHeld', 'hubspotCalls'] as const).map((name) => (
          <StatisticsItem key={name} testId={`night-${name}`} label={home[name]} number={night[name]} />
        ))}
      </Statistics>
      <Text variant="microcopy">{home.seconds(night.seconds)}</Text>
    </Panel>
  )
}
