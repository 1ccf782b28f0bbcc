import type { ComponentConfigs } from './component-schemas.ts'

/** One `*-hsmeta.json`: a part of the app as HubSpot's developer projects know it. */
export type Component<Type extends keyof ComponentConfigs = keyof ComponentConfigs> = {
  readonly [Each in Type]: { readonly uid: string; readonly type: Each; readonly config: ComponentConfigs[Each] }
}[Type]

/** HubSpot puts the profile's value here at upload; `hsprofile.example.json` names them all. */
export const HOST = `https://\${HOST}`
