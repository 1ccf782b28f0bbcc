import { Input } from '@hubspot/ui-extensions'
import React from 'react'
import { usePageContext } from '../../shared/page-context.ts'
import { BoxValues } from './BoxValues.tsx'
import { ListInput } from './ListInput.tsx'
import { Section } from './Section.tsx'
import type { SectionProps } from './section-props.ts'
import { boxesOf, boxProperty, problemAt } from './settings-draft.ts'

const SINGLE = [
  'optInNotice',
  'optInMethod',
  'optInSource',
  'optInAt',
  'relationKind',
  'legalForm',
  'companyLegalForm',
  'contractEnd',
] as const

/**
 * A portal may have boxes and fields of its own already; the app reads those that are named here. Each is held against
 * the account when it is saved, and what is wrong with it stands beside it.
 */
export function MappingSection({ draft, readOnly, problems, onChange }: SectionProps) {
  const { mapping: words } = usePageContext().texts.settings
  const { mapping } = draft
  const change = (part: Partial<typeof mapping>): void => onChange({ mapping: { ...mapping, ...part } })
  return (
    <Section title={words.title} help={words.help}>
      {(['optIn', 'doNotCall'] as const).map((name) => (
        <React.Fragment key={name}>
          <ListInput
            name={name}
            label={words[name]}
            readOnly={readOnly}
            value={mapping[name].map(boxProperty)}
            onChange={(names) => change({ [name]: boxesOf(names, mapping[name]) })}
            {...problemAt(problems, `mapping.${name}`)}
          />
          <BoxValues
            name={name}
            boxes={mapping[name]}
            readOnly={readOnly}
            problems={problems}
            onChange={(boxes) => change({ [name]: boxes })}
          />
        </React.Fragment>
      ))}
      <Input
        name="defaultRegion"
        label={words.defaultRegion}
        description={words.defaultRegionHelp}
        readOnly={readOnly}
        value={draft.defaultRegion}
        onInput={(value) => onChange({ defaultRegion: value.trim().toUpperCase() })}
        {...problemAt(problems, 'defaultRegion')}
      />
      <ListInput
        name="phones"
        label={words.phones}
        readOnly={readOnly}
        value={mapping.phones}
        onChange={(phones) => change({ phones })}
        {...problemAt(problems, 'mapping.phones')}
      />
      {SINGLE.map((name) => (
        <Input
          key={name}
          name={name}
          label={words[name]}
          readOnly={readOnly}
          value={mapping[name]}
          onInput={(value) => change({ [name]: value.trim() })}
          {...problemAt(problems, `mapping.${name}`)}
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
