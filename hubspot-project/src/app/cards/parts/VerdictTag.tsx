import { StatusTag } from '@hubspot/ui-extensions'
import React from 'react'
import { type BadgeState, TONES } from '../../shared/badge-state.ts'
import { usePageContext } from '../../shared/page-context.ts'

/** The badge itself. Its words say the verdict too: some people do not see the colour. */
export function VerdictTag({ badge, testId }: { badge: BadgeState; testId?: string }) {
  const { texts } = usePageContext()
  return (
    <StatusTag variant={TONES[badge]} {...(testId === undefined ? {} : { testId })}>
      {texts.badge[badge]}
    </StatusTag>
  )
}
