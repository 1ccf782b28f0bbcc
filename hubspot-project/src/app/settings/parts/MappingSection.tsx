import { Input } from '@hubspot/ui-extensions'
import React from 'react'
import { usePageContext } from '../../shared/page-context.ts'
import { ListInput } from './ListInput.tsx'
import { Section } from './Section.tsx'
import type { SectionProps } from './section-props.ts'

/** A portal may have boxes and fields of its own already; the app reads those that are named here. */
export function MappingSection({ draft, readOnly, onChange }: SectionProps) {
  const { mapping: words } = usePageContext().texts.settings
  const { mapping } = draft
  return (
    <Section title={words.title} help={words.help}>
      {(['optIn', 'doNotCall', 'phones'] as const).map((name) => (
        <ListInput
          key={name}
          name={name}
          label={words[name]}
          readOnly={readOnly}
          value={mapping[name]}
          onChange={(value) => onChange({ mapping: { ...mapping, [name]: value } })}
        />
      ))}
      {(['legalForm', 'contractEnd'] as const).map((name) => (
        <Input
          key={name}
          name={name}
          label={words[name]}
          readOnly={readOnly}
          value={mapping[name]}
          onInput={(value) => onChange({ mapping: { ...mapping, [name]: value.trim() } })}
        />
      ))}
      <ListInput
        name="contractEndNone"
        label={words.contractEndNone}
        readOnly={readOnly}
        value={mapping.contractEndNone}
        onChange={(contractEndNone) => onChange({ mapping: { ...mapping, contractEndNone } })}
      />
    </Section>
  )
}
