import type { Manifest } from '../schema.ts'
import { type Component, HOST } from './component.ts'

type Action = Manifest['workflowActions'][number]
type Language = 'nl' | 'en'

/**
 * The gate in a workflow: it never blocks, for a block that runs out lets the contact through; people branch on
 * `permission`.
 */
export function workflowComponents(manifest: Manifest): Component<'workflow-action'>[] {
  return manifest.workflowActions.map((action) => ({
    uid: action.uid,
    type: 'workflow-action',
    config: {
      actionUrl: `${HOST}${manifest.urls.checkPermission}`,
      isPublished: true,
      supportedClients: [{ client: 'WORKFLOWS' }],
      inputFields: [],
      outputFields: action.outputs.map((output) => ({ typeDefinition: typeOf(manifest, output) })),
      objectRequestOptions: { properties: [] },
      labels: { en: labels(action, 'en'), nl: labels(action, 'nl') },
      objectTypes: action.objectTypes,
    },
  }))
}

function typeOf({ properties }: Manifest, { name, optionsOf }: Action['outputs'][number]) {
  if (optionsOf === undefined) return { name, type: 'string' as const, fieldType: 'text' as const }
  const property = properties.find((each) => each.objectType === 'contacts' && each.name === optionsOf)
  const options = (property?.options ?? []).map(({ value, label }) => ({ value, label: label.en }))
  return { name, type: 'enumeration' as const, fieldType: 'select' as const, options }
}

const labels = ({ name, description, outputs }: Action, language: Language) => ({
  actionName: name[language],
  actionDescription: description[language],
  actionCardContent: name[language],
  inputFieldLabels: {},
  inputFieldDescriptions: {},
  outputFieldLabels: Object.fromEntries(outputs.map((output) => [output.name, output.label[language]])),
})
