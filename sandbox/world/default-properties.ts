import type { TypeId } from './object-types.ts'
import type { Option, PropertyDefinition, PropertyGroup } from './property-definition.ts'

/**
 * HubSpot's own properties, as far as the app or the portal page touches them. One line: name:type/fieldType[:options].
 */
const CONTACT = `firstname lastname company jobtitle address city zip country hs_country_region_code website email:string/text:unique
phone:string/phonenumber mobilephone:string/phonenumber hs_whatsapp_phone_number:string/phonenumber
hs_email_optout:bool/booleancheckbox recent_conversion_date:datetime/date recent_conversion_event_name
num_unique_conversion_events:number/number hubspot_owner_id:enumeration/select:any
lifecyclestage:enumeration/select:subscriber|lead|marketingqualifiedlead|salesqualifiedlead|opportunity|customer|evangelist|other
hs_lead_status:enumeration/select:NEW|OPEN|IN_PROGRESS|OPEN_DEAL|UNQUALIFIED|ATTEMPTED_TO_CONTACT|CONNECTED|BAD_TIMING
hs_legal_basis:enumeration/checkbox:any hs_language:enumeration/select:any associatedcompanyid:number/number
hs_merged_object_ids:enumeration/checkbox:calculated hs_searchable_calculated_phone_number:string/text:calculated
hs_searchable_calculated_mobile_number:string/text:calculated hs_object_id:number/number:calculated
createdate:datetime/date lastmodifieddate:datetime/date:calculated hs_lastmodifieddate:datetime/date:calculated`
const COMPANY = `name domain city country phone:string/phonenumber industry website hubspot_owner_id:enumeration/select:any
hs_object_id:number/number:calculated createdate:datetime/date hs_lastmodifieddate:datetime/date:calculated`
const DEAL = `dealname amount:number/number closedate:datetime/date pipeline:enumeration/select:default
dealstage:enumeration/radio:appointmentscheduled|qualifiedtobuy|presentationscheduled|decisionmakerboughtin|contractsent|closedwon|closedlost
hs_is_closed:bool/calculation_equation:calculated hs_is_closed_won:bool/calculation_equation:calculated
dealtype:enumeration/radio:newbusiness|existingbusiness description:string/textarea hubspot_owner_id:enumeration/select:any
hs_object_id:number/number:calculated createdate:datetime/date hs_lastmodifieddate:datetime/date:calculated`
const ENGAGEMENT = `hs_timestamp:datetime/date hubspot_owner_id:enumeration/select:any hs_object_id:number/number:calculated
hs_createdate:datetime/date:calculated hs_lastmodifieddate:datetime/date:calculated`
const TASK = `hs_task_subject hs_task_body:string/html hs_task_reminders hs_queue_membership_ids:enumeration/checkbox:any
hs_task_status:enumeration/select:NOT_STARTED|IN_PROGRESS|WAITING|DEFERRED|COMPLETED
hs_task_priority:enumeration/select:NONE|LOW|MEDIUM|HIGH hs_task_type:enumeration/select:CALL|EMAIL|TODO|LINKED_IN_MESSAGE
${ENGAGEMENT}`
const CALL = `hs_call_title hs_call_body:string/html hs_call_direction:enumeration/select:INBOUND|OUTBOUND
hs_call_status:enumeration/select:BUSY|CALLING_CRM_USER|CANCELED|COMPLETED|CONNECTING|FAILED|IN_PROGRESS|MISSED|NO_ANSWER|QUEUED|RINGING
hs_call_disposition hs_call_to_number hs_call_from_number hs_call_duration:number/number hs_call_callee_object_id:number/number
hs_call_callee_object_type_id ${ENGAGEMENT}`
const NOTE = `hs_note_body:string/html ${ENGAGEMENT}`

const SOURCES: Readonly<
  Record<TypeId, { readonly lines: string; readonly group: string; readonly groupLabel: string }>
> = {
  '0-1': { lines: CONTACT, group: 'contactinformation', groupLabel: 'Contact information' },
  '0-2': { lines: COMPANY, group: 'companyinformation', groupLabel: 'Company information' },
  '0-3': { lines: DEAL, group: 'dealinformation', groupLabel: 'Deal information' },
  '0-27': { lines: TASK, group: 'task', groupLabel: 'Task information' },
  '0-46': { lines: NOTE, group: 'note', groupLabel: 'Note information' },
  '0-48': { lines: CALL, group: 'call', groupLabel: 'Call information' },
}

export function defaultGroups(typeId: TypeId): PropertyGroup[] {
  const { group, groupLabel } = SOURCES[typeId]
  return [{ name: group, label: groupLabel, displayOrder: 0, archived: false }]
}

/** `at`: epoch milliseconds shown as the creation of each definition. */
export function defaultProperties(typeId: TypeId, at: number): PropertyDefinition[] {
  const { lines, group } = SOURCES[typeId]
  return lines.split(/\s+/).map((line) => {
    const [name = '', kind = 'string/text', trait = ''] = line.split(':')
    const [type = 'string', fieldType = 'text'] = kind.split('/')
    return {
      name,
      type,
      fieldType,
      groupName: group,
      label: name.replaceAll('_', ' '),
      description: '',
      displayOrder: -1,
      options: optionsOf(type, trait),
      hidden: false,
      formField: trait !== 'calculated',
      hasUniqueValue: trait === 'unique',
      hubspotDefined: true,
      calculated: trait === 'calculated',
      createdAt: at,
      updatedAt: at,
      archivedAt: null,
    }
  })
}

/** An enumeration of `any` value (owners, queues) has no options here and is not checked. */
function optionsOf(type: string, trait: string): Option[] {
  if (type === 'bool') return [option('true', 0), option('false', 1)]
  if (type !== 'enumeration' || ['any', 'calculated', ''].includes(trait)) return []
  return trait.split('|').map(option)
}

const option = (value: string, displayOrder: number): Option => ({ label: value, value, displayOrder, hidden: false })
