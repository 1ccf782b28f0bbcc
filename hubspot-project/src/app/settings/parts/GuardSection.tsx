import { Alert, Select, Text } from '@hubspot/ui-extensions'
import React from 'react'
import { usePageContext } from '../../shared/page-context.ts'
import type { PortalSettings } from '../../shared/portal-settings.ts'
import { useCall } from '../../shared/use-call.ts'
import { optionsOf } from './options-of.ts'
import { Section } from './Section.tsx'
import type { SectionProps } from './section-props.ts'

/** What holding would do, before it is switched on; and the switch. */
export function GuardSection({ draft, readOnly, onChange }: SectionProps) {
  const { backend, texts } = usePageContext()
  const { guard: words } = texts.settings
  const { answer, failure } = useCall(backend.guardReport, 'report')
  return (
    <Section title={words.title}>
      {failure && !answer ? <Text testId="no-report">{words.noReport}</Text> : null}
      {answer ? (
        <Alert
          testId="report"
          title={words.report(answer.open, answer.lacking)}
          variant={answer.lacking > 0 ? 'warning' : 'success'}
        >
          {[
            draft.guard === 'hold' || answer.held > 0 ? words.held(answer.held) : '',
            answer.refused > 0 ? words.refused(answer.refused) : '',
            answer.lostOnLawChange > 0 ? words.lawChange(answer.lostOnLawChange) : '',
          ]
            .filter(Boolean)
            .join(' ')}
        </Alert>
      ) : null}
      <Select
        name="guard"
        label={words.label}
        readOnly={readOnly}
        value={draft.guard}
        options={optionsOf(words.modes)}
        onChange={(value) => onChange({ guard: value as PortalSettings['guard'] })}
      />
    </Section>
  )
}
