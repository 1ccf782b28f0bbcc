import { Select } from '@hubspot/ui-extensions'
import React from 'react'
import { usePageContext } from '../../shared/page-context.ts'
import type { DealKind, PortalSettings } from '../../shared/portal-settings.ts'
import { ListInput } from './ListInput.tsx'
import { optionsOf } from './options-of.ts'
import { Section } from './Section.tsx'
import type { SectionProps } from './section-props.ts'

const KINDS = ['donor', 'customer', 'none'] as const

/** What a won deal is, by pipeline. Not said is an answer too, and the one to begin with. */
export function DealsSection({ draft, readOnly, onChange }: SectionProps) {
  const { deals: words } = usePageContext().texts.settings
  const { deals } = draft
  return (
    <Section title={words.title} help={words.help}>
      <Select
        name="dealsDefault"
        label={words.default}
        readOnly={readOnly}
        value={deals.default ?? 'unknown'}
        options={optionsOf(words.kinds)}
        onChange={(kind) => onChange({ deals: { ...deals, default: kind === 'unknown' ? null : (kind as DealKind) } })}
      />
      {KINDS.map((kind) => (
        <ListInput
          key={kind}
          name={`deals-${kind}`}
          label={words.pipelines[kind]}
          readOnly={readOnly}
          value={pipelinesOf(deals, kind)}
          onChange={(ids) => onChange({ deals: { ...deals, pipelines: withPipelines(deals.pipelines, kind, ids) } })}
        />
      ))}
    </Section>
  )
}

type Deals = PortalSettings['deals']

const pipelinesOf = ({ pipelines }: Deals, kind: DealKind): string[] =>
  Object.keys(pipelines).filter((id) => pipelines[id] === kind)

/** These pipelines and no others are of this kind. */
function withPipelines(pipelines: Deals['pipelines'], kind: DealKind, ids: readonly string[]): Deals['pipelines'] {
  const others = Object.entries(pipelines).filter(([, is]) => is !== kind)
  return Object.fromEntries([...others, ...ids.map((id) => [id, kind] as const)])
}
