import { z } from 'zod'
import {
  databaseUrl,
  encryptionKeys,
  isLoopback,
  localTime,
  mailFrom,
  port,
  redisUrl,
  rotatingSecret,
  secret,
  smtpUrl,
  webUrl,
} from './config-values.ts'

export type ConfigProblem = {
  readonly variable: string
  /** What is wrong, without repeating what was given. */
  readonly problem: string
  readonly remedy: string
}

const required = 'is not set'

/** One entry a variable, in the order of the documentation; `remedy` follows whatever is wrong with it. */
const VARIABLES = {
  PORT: { schema: port.default(3000), remedy: 'Give a number from 1 to 65535, such as 3000.' },
  PUBLIC_BASE_URL: {
    schema: webUrl({ path: false }).optional(),
    remedy:
      'Give the address HubSpot calls, such as https://belrecht.example: https (http on localhost only), no path.',
  },
  DATABASE_URL: {
    schema: databaseUrl.optional(),
    remedy: 'Give postgres://user:password@host:5432/database, or leave it out for the embedded one.',
  },
  REDIS_URL: {
    schema: redisUrl.optional(),
    remedy: 'Give redis://host:6379 or rediss://…, or leave it out to keep the queue on PostgreSQL.',
  },
  DATA_DIR: { schema: z.string().default('.data'), remedy: 'Name a folder.' },
  HUBSPOT_CLIENT_ID: {
    schema: z.string(required),
    remedy: 'Copy the client id from the app\'s "Auth" page in your HubSpot developer account.',
  },
  HUBSPOT_CLIENT_SECRET: {
    schema: rotatingSecret,
    remedy: 'Copy the client secret from the app\'s "Auth" page; while rotating give "new,old".',
  },
  HUBSPOT_APP_ID: {
    schema: z.string(required).regex(/^\d+$/, 'is not a number'),
    remedy: "Copy the app id from the app's page in your HubSpot developer account.",
  },
  HUBSPOT_API_BASE_URL: {
    schema: webUrl({ path: false }).default('https://api.hubapi.com'),
    remedy: 'Leave it out for HubSpot itself; give an address without a path for another.',
  },
  HUBSPOT_AUTHORIZE_URL: {
    schema: webUrl({ path: true }).default('https://app.hubspot.com/oauth/authorize'),
    remedy: 'Leave it out for HubSpot itself; give an address without a query for another.',
  },
  ENCRYPTION_KEYS: {
    schema: encryptionKeys,
    remedy: 'Give kid:key[,kid:key…] with keys made by: openssl rand -base64 32. The first seals, all open.',
  },
  NIGHTLY_AT: {
    schema: localTime.default(Object.freeze({ hour: 0, minute: 5 })),
    remedy: 'Give HH:MM in Dutch time outside 02:00 to 02:59, such as 00:05.',
  },
  WEBHOOK_SIGNATURES: {
    schema: z.enum(['v3', 'legacy'], 'is neither "v3" nor "legacy"').default('v3'),
    remedy: 'Leave it out; "legacy" also accepts signatures that can be replayed.',
  },
  LOG_LEVEL: {
    schema: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], 'is not a level').default('info'),
    remedy: 'Give fatal, error, warn, info, debug, trace or silent.',
  },
  METRICS_TOKEN: {
    schema: secret.optional(),
    remedy: 'Give 16 characters or more, or leave it out to keep /metrics open.',
  },
  SMTP_URL: {
    schema: smtpUrl.optional(),
    remedy: 'Give smtp://user:password@host:587 or smtps://…, or leave it out: then no confirm links are mailed.',
  },
  MAIL_FROM: {
    schema: mailFrom.optional(),
    remedy: 'Give the address confirm mails come from, such as "Belrecht <no-reply@belrecht.example>".',
  },
  // The demo's movable clock (src/process/file-clock.ts). Not for production, and refused there: see below.
  CLOCK_FILE: { schema: z.string().optional(), remedy: 'Leave it out: only the demo has a clock that can be moved.' },
} as const

type Variable = keyof typeof VARIABLES

const shape = Object.fromEntries(Object.entries(VARIABLES).map(([name, { schema }]) => [name, schema])) as {
  readonly [Name in Variable]: (typeof VARIABLES)[Name]['schema']
}

const environment = z
  .object(shape)
  .refine(({ CLOCK_FILE, HUBSPOT_API_BASE_URL }) => CLOCK_FILE === undefined || isLoopback(HUBSPOT_API_BASE_URL), {
    path: ['CLOCK_FILE'],
    // Or the time by which a real account's calls are judged could be bent.
    message: 'moves the clock of an app that talks to a HubSpot on another machine',
    when: ({ value, issues }) =>
      typeof value === 'object' && !issues.some((issue) => issue.path?.[0] === 'HUBSPOT_API_BASE_URL'),
  })

  .refine(({ SMTP_URL, MAIL_FROM }) => SMTP_URL === undefined || MAIL_FROM !== undefined, {
    path: ['MAIL_FROM'],
    message: required,
    when: ({ value, issues }) =>
      typeof value === 'object' && !issues.some(({ path }) => path?.[0] === 'SMTP_URL' || path?.[0] === 'MAIL_FROM'),
  })

const arrange = (value: z.infer<typeof environment>) =>
  Object.freeze({
    port: value.PORT,
    /** What HubSpot signs against and where people are sent; never taken from `Host`. No slash at its end. */
    publicBaseUrl: value.PUBLIC_BASE_URL ?? `http://localhost:${value.PORT}`,
    /** Null: the embedded PostgreSQL in `dataDir`. */
    databaseUrl: value.DATABASE_URL ?? null,
    /** Null: the queue is kept on PostgreSQL. */
    redisUrl: value.REDIS_URL ?? null,
    dataDir: value.DATA_DIR,
    hubspot: Object.freeze({
      clientId: value.HUBSPOT_CLIENT_ID,
      /** The first is sent, any may have signed. */
      clientSecrets: value.HUBSPOT_CLIENT_SECRET,
      appId: value.HUBSPOT_APP_ID,
      apiBaseUrl: value.HUBSPOT_API_BASE_URL,
      authorizeUrl: value.HUBSPOT_AUTHORIZE_URL,
    }),
    /** The first seals, all open. */
    encryptionKeys: value.ENCRYPTION_KEYS,
    /** Local to Europe/Amsterdam. */
    nightlyAt: value.NIGHTLY_AT,
    webhookSignatures: value.WEBHOOK_SIGNATURES,
    logLevel: value.LOG_LEVEL,
    metricsToken: value.METRICS_TOKEN ?? null,
    /** Null: no mail is sent. */
    mail: value.SMTP_URL && value.MAIL_FROM ? Object.freeze({ server: value.SMTP_URL, from: value.MAIL_FROM }) : null,
    /** Set by the demo only. */
    clockFile: value.CLOCK_FILE ?? null,
  })

export type Config = ReturnType<typeof arrange>

export type LoadedConfig =
  | { readonly ok: true; readonly config: Config }
  | { readonly ok: false; readonly problems: readonly ConfigProblem[] }

/** Reads the environment once, at the start: a frozen config, or everything that is wrong with it at once. */
export const loadConfig = (env: Readonly<Record<string, string | undefined>> = process.env): LoadedConfig => {
  // A variable that is set to nothing, as compose files do, is not set.
  const given = Object.keys(VARIABLES).map((name) => [name, env[name]?.trim() || undefined])
  const parsed = environment.safeParse(Object.fromEntries(given))
  if (parsed.success) return { ok: true, config: arrange(parsed.data) }
  const problems = parsed.error.issues.map((issue): ConfigProblem => {
    const variable = issue.path[0] as Variable
    const unset = issue.code === 'invalid_type'
    return { variable, problem: unset ? required : issue.message, remedy: VARIABLES[variable].remedy }
  })
  return { ok: false, problems }
}

/** One line a problem, for people. */
export const describeProblems = (problems: readonly ConfigProblem[]): string =>
  problems.map(({ variable, problem, remedy }) => `${variable} ${problem}. ${remedy}`).join('\n')
