import { randomBytes } from 'node:crypto'

/** The app as the sandbox knows it. */
export const APP = { appId: 4242, clientId: 'belrecht-local', clientSecret: 'secret-of-the-local-sandbox' }

export type Environment = Readonly<Record<string, string>>

export type Place = {
  readonly appUrl: string
  readonly sandboxUrl: string
  /** Where an embedded database lives; not used where the environment also names a DATABASE_URL. */
  readonly dataDir: string
  /** The clock that the sandbox moves; the machine's where not given. */
  readonly clockFile?: string
}

/**
 * The environment of an app beside a sandbox. Keys are new each time: data sealed with them are not used again later.
 */
export function appEnvironment({ appUrl, sandboxUrl, dataDir, clockFile }: Place): Environment {
  return {
    PORT: new URL(appUrl).port,
    PUBLIC_BASE_URL: appUrl,
    DATA_DIR: dataDir,
    ...(clockFile !== undefined && { CLOCK_FILE: clockFile }),
    HUBSPOT_CLIENT_ID: APP.clientId,
    HUBSPOT_CLIENT_SECRET: APP.clientSecret,
    HUBSPOT_APP_ID: String(APP.appId),
    HUBSPOT_API_BASE_URL: sandboxUrl,
    HUBSPOT_AUTHORIZE_URL: `${sandboxUrl}/oauth/authorize`,
    ENCRYPTION_KEYS: `local:${randomBytes(32).toString('base64')}`,
    LOG_LEVEL: 'warn',
  }
}
