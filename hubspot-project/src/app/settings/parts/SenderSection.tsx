import { Input, Select, Toggle } from '@hubspot/ui-extensions'
import React from 'react'
import { usePageContext } from '../../shared/page-context.ts'
import type { PortalSettings } from '../../shared/portal-settings.ts'
import { optionsOf } from './options-of.ts'
import { Section } from './Section.tsx'
import type { SectionProps } from './section-props.ts'

/** Who calls and what for: the sender kind decides which exceptions the law grants. */
export function SenderSection({ draft, readOnly, onChange }: SectionProps) {
  const { sender } = usePageContext().texts.settings
  return (
    <Section title={sender.title}>
      <Select
        name="senderKind"
        label={sender.kind}
        description={sender.kindHelp}
        readOnly={readOnly}
        value={draft.senderKind}
        options={optionsOf(sender.kinds)}
        onChange={(value) => onChange({ senderKind: value as PortalSettings['senderKind'] })}
      />
      <Input
        name="controllerName"
        label={sender.controllerName}
        readOnly={readOnly}
        value={draft.controllerName}
        onInput={(controllerName) => onChange({ controllerName })}
      />
      <Select
        name="purpose"
        label={sender.purpose}
        readOnly={readOnly}
        value={draft.purpose}
        options={optionsOf(sender.purposes)}
        onChange={(value) => onChange({ purpose: value as PortalSettings['purpose'] })}
      />
      <Input
        name="product"
        label={sender.product}
        description={sender.productHelp}
        readOnly={readOnly}
        value={draft.product ?? ''}
        onInput={(product) => onChange({ product: product.trim() === '' ? null : product })}
      />
      <Select
        name="language"
        label={sender.language}
        readOnly={readOnly}
        value={draft.language}
        options={optionsOf(sender.languages)}
        onChange={(value) => onChange({ language: value as PortalSettings['language'] })}
      />
      <Toggle
        name="b2b"
        label={sender.b2b}
        labelDisplay="inline"
        readOnly={readOnly}
        checked={draft.b2b}
        onChange={(b2b) => onChange({ b2b })}
      />
    </Section>
  )
}
