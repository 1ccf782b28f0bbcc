import { TextArea } from '@hubspot/ui-extensions'
import React from 'react'
import { usePageContext } from '../../shared/page-context.ts'
import { ListInput } from './ListInput.tsx'
import { Section } from './Section.tsx'
import type { SectionProps } from './section-props.ts'

/** What a consent covers, and the text people saw when they gave it. */
export function ConsentSection({ draft, readOnly, onChange }: SectionProps) {
  const { consent: words } = usePageContext().texts.settings
  const { consent } = draft
  return (
    <Section title={words.title}>
      <ListInput
        name="products"
        label={words.products}
        description={words.productsHelp}
        readOnly={readOnly}
        value={consent.products === 'any' ? [] : consent.products}
        onChange={(products) =>
          onChange({ consent: { ...consent, products: products.length === 0 ? 'any' : products } })
        }
      />
      <TextArea
        name="notice"
        label={words.notice}
        description={words.noticeHelp}
        rows={4}
        readOnly={readOnly}
        value={consent.notice}
        onInput={(notice) => onChange({ consent: { ...consent, notice } })}
      />
    </Section>
  )
}
