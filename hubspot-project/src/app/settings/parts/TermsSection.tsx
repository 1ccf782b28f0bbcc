import { NumberInput, Text, Toggle } from '@hubspot/ui-extensions'
import React from 'react'
import { usePageContext } from '../../shared/page-context.ts'
import { Section } from './Section.tsx'
import type { SectionProps } from './section-props.ts'

/** The portal's own terms: they may only be shorter than the ceiling. */
export function TermsSection({ draft, readOnly, onChange }: SectionProps) {
  const { terms } = usePageContext().texts.settings
  const { house } = draft
  return (
    <Section title={terms.title}>
      <Text testId="three-years">{terms.three}</Text>
      <NumberInput
        name="consentYears"
        label={terms.consentYears}
        min={1}
        max={3}
        precision={0}
        readOnly={readOnly}
        value={house.consentYears}
        onChange={(consentYears) => onChange({ house: { ...house, consentYears } })}
      />
      <NumberInput
        name="relationYears"
        label={terms.relationYears}
        min={1}
        max={3}
        precision={0}
        readOnly={readOnly}
        value={house.relationYears}
        onChange={(relationYears) => onChange({ house: { ...house, relationYears } })}
      />
      <Toggle
        name="requireVerified"
        label={terms.requireVerified}
        labelDisplay="inline"
        readOnly={readOnly}
        checked={house.requireVerified}
        onChange={(requireVerified) => onChange({ house: { ...house, requireVerified } })}
      />
    </Section>
  )
}
