import { StatusTag } from '@hubspot/ui-extensions'
import React from 'react'
import { useScene } from '../../shared/scene.ts'
import { type Standing, TONES } from '../../shared/standing.ts'

/** The badge itself. Its words say the verdict too: colour alone tells nothing to some. */
export function VerdictTag({ standing, testId }: { standing: Standing; testId?: string }) {
  const { texts } = useScene()
  return (
    <StatusTag variant={TONES[standing]} {...(testId === undefined ? {} : { testId })}>
      {texts.standing[standing]}
    </StatusTag>
  )
}
