import { Flex } from '@hubspot/ui-extensions'
import React, { useState } from 'react'
import type { InputProblem } from '../../shared/answers.ts'
import { usePageContext } from '../../shared/page-context.ts'
import type { PortalSettings } from '../../shared/portal-settings.ts'
import { CollectionSection } from './CollectionSection.tsx'
import { ConsentSection } from './ConsentSection.tsx'
import { DealsSection } from './DealsSection.tsx'
import { GuardSection } from './GuardSection.tsx'
import { ListInput } from './ListInput.tsx'
import { MappingSection } from './MappingSection.tsx'
import { SaveBar } from './SaveBar.tsx'
import { Section } from './Section.tsx'
import { SenderSection } from './SenderSection.tsx'
import { TermsSection } from './TermsSection.tsx'

type Props = { saved: PortalSettings; canEdit: boolean; onSaved: (settings: PortalSettings) => void }

/** One draft over all sections: what belongs together is previewed and saved together, or not at all. */
export function SettingsForm({ saved, canEdit, onSaved }: Props) {
  const { admins } = usePageContext().texts.settings
  const [draft, setDraft] = useState(saved)
  const [problems, setProblems] = useState<readonly InputProblem[]>([])
  const section = {
    draft,
    readOnly: !canEdit,
    problems,
    onChange: (change: Partial<PortalSettings>) => setDraft((before) => ({ ...before, ...change })),
  }
  return (
    <Flex direction="column" gap="md">
      <GuardSection {...section} />
      <SenderSection {...section} />
      <TermsSection {...section} />
      <DealsSection {...section} />
      <CollectionSection {...section} />
      <ConsentSection {...section} />
      <MappingSection {...section} />
      <Section title={admins.title}>
        <ListInput
          name="admins"
          label={admins.label}
          description={admins.help}
          readOnly={!canEdit}
          value={draft.admins}
          onChange={(ids) => section.onChange({ admins: ids })}
        />
      </Section>
      {canEdit ? (
        <SaveBar
          saved={saved}
          draft={draft}
          onProblems={setProblems}
          onSaved={(settings) => {
            setDraft(settings)
            onSaved(settings)
          }}
        />
      ) : null}
    </Flex>
  )
}
