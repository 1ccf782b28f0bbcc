import { randomBytes } from 'node:crypto'
import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import { type Config, describeProblems, loadConfig } from '../../src/config.ts'
import { createLog } from '../../src/process/log.ts'

const key = () => randomBytes(32).toString('base64')
const KEY = key()

const enough = {
  HUBSPOT_CLIENT_ID: 'client',
  HUBSPOT_CLIENT_SECRET: 'brand-new-secret,old-secret',
  HUBSPOT_APP_ID: '4711',
  ENCRYPTION_KEYS: `k2:${KEY},k1:${key()}`,
}

const config = (env: Record<string, string> = {}): Config => {
  const loaded = loadConfig({ ...enough, ...env })
  if (!loaded.ok) throw new Error(describeProblems(loaded.problems))
  return loaded.config
}

const wrong = (env: Record<string, string | undefined>): string[] => {
  const loaded = loadConfig({ ...enough, ...env })
  return loaded.ok ? [] : loaded.problems.map(({ variable, problem }) => `${variable} ${problem}`)
}

describe('the configuration', () => {
  it('has the documented defaults', () => {
    expect(config()).toMatchObject({
      port: 3000,
      publicBaseUrl: 'http://localhost:3000',
      databaseUrl: null,
      redisUrl: null,
      dataDir: '.data',
      hubspot: {
        appId: '4711',
        apiBaseUrl: 'https://api.hubapi.com',
        authorizeUrl: 'https://app.hubspot.com/oauth/authorize',
      },
      nightlyAt: { hour: 0, minute: 5 },
      webhookSignatures: 'v3',
      logLevel: 'info',
      metricsToken: null,
      clockFile: null,
    })
    expect(config({ PORT: '8080' }).publicBaseUrl).toBe('http://localhost:8080')
  })

  it('is frozen', () => {
    const { hubspot, encryptionKeys } = config()
    expect(() => Object.assign(hubspot, { appId: '1' })).toThrow(TypeError)
    expect(() => (encryptionKeys as unknown[]).pop()).toThrow(TypeError)
  })

  it('lists everything that is wrong at once, with a remedy each', () => {
    const loaded = loadConfig({ PORT: 'x', NIGHTLY_AT: '02:30', WEBHOOK_SIGNATURES: 'v9', LOG_LEVEL: 'loud' })
    if (loaded.ok) throw new Error('should be refused')
    expect(loaded.problems.map((problem) => problem.variable)).toEqual([
      'PORT',
      'HUBSPOT_CLIENT_ID',
      'HUBSPOT_CLIENT_SECRET',
      'HUBSPOT_APP_ID',
      'ENCRYPTION_KEYS',
      'NIGHTLY_AT',
      'WEBHOOK_SIGNATURES',
      'LOG_LEVEL',
    ])
    expect(loaded.problems.every(({ remedy }) => remedy.length > 10)).toBe(true)
    expect(describeProblems(loaded.problems)).toContain('HUBSPOT_APP_ID is not set. Copy the app id')
  })

  it('takes an empty variable for one that is not set', () => {
    expect(config({ REDIS_URL: '', NIGHTLY_AT: ' ' })).toMatchObject({ redisUrl: null, nightlyAt: { minute: 5 } })
    expect(wrong({ HUBSPOT_CLIENT_ID: '' })).toEqual(['HUBSPOT_CLIENT_ID is not set'])
  })

  it('reads two client secrets during a rotation', () => {
    expect(config().hubspot.clientSecrets.map((one) => one.reveal())).toEqual(['brand-new-secret', 'old-secret'])
    expect(wrong({ HUBSPOT_CLIENT_SECRET: 'a,b,c' })).toEqual(['HUBSPOT_CLIENT_SECRET has 3 parts, two is the most'])
    expect(wrong({ HUBSPOT_CLIENT_SECRET: 'a,' })).toEqual(['HUBSPOT_CLIENT_SECRET has an empty part beside a comma'])
  })

  it('reads the key ring and names each fault in it', () => {
    const [first] = config().encryptionKeys
    expect(first?.kid).toBe('k2')
    expect(first?.key.reveal()).toEqual(Buffer.from(KEY, 'base64'))
    expect(wrong({ ENCRYPTION_KEYS: `${KEY},a:short,b:!!!!,c:${KEY},c:${key()}` })).toEqual([
      'ENCRYPTION_KEYS key 1 has no kid of letters, digits, "-" or "_" before a colon',
      'ENCRYPTION_KEYS key 2 ("a") is not base64',
      'ENCRYPTION_KEYS key 3 ("b") is not base64',
      'ENCRYPTION_KEYS key 5 ("c") has a kid used before',
    ])
    expect(wrong({ ENCRYPTION_KEYS: `a:${randomBytes(31).toString('base64')}` })).toEqual([
      'ENCRYPTION_KEYS key 1 ("a") is 31 bytes, not 32',
    ])
  })

  it.each([
    ['PORT', ['0', '65536', '-1', '3000.5']],
    [
      'PUBLIC_BASE_URL',
      [
        'belrecht.example',
        'http://belrecht.example',
        'https://x.example/',
        'https://x.example/app',
        'https://u:p@x.example',
        'ftp://x',
        'http://localhost.example',
      ],
    ],
    ['DATABASE_URL', ['mysql://x/y', 'localhost:5432', 'postgres']],
    ['REDIS_URL', ['http://x', 'localhost:6379']],
    ['HUBSPOT_APP_ID', ['abc']],
    ['HUBSPOT_API_BASE_URL', ['http://api.example', 'nonsense', 'https://api.example/v1']],
    ['HUBSPOT_AUTHORIZE_URL', ['http://app.example', 'https://app.example/x?y=1']],
    ['NIGHTLY_AT', ['24:00', '0:05', '00:60', 'midnight', '02:00', '02:59']],
    ['METRICS_TOKEN', ['short']],
    ['SMTP_URL', ['mail.example', 'https://mail.example']],
    ['MAIL_FROM', ['nobody', 'a@b@c', 'Name <a@b', 'Name\r\nBcc: x <a@b>']],
  ])('refuses as %s: %s', (variable, values) => {
    for (const value of values) expect(wrong({ [variable]: value }), value).not.toEqual([])
  })

  it.each([
    [
      'PUBLIC_BASE_URL',
      ['https://belrecht.example', 'https://x.example:8443', 'http://127.0.0.1:3000', 'http://[::1]:3000'],
    ],
    ['DATABASE_URL', ['postgres://u:p@h/db', 'postgresql://u:p@h:5433/db?sslmode=require']],
    ['REDIS_URL', ['redis://h:6379', 'rediss://:p@h:6380/1']],
    ['NIGHTLY_AT', ['23:59', '01:59', '03:00']],
    ['WEBHOOK_SIGNATURES', ['v3', 'legacy']],
    ['MAIL_FROM', ['no-reply@belrecht.example', 'Belrecht <no-reply@belrecht.example>']],
  ])('takes as %s: %s', (variable, values) => {
    for (const value of values) expect(wrong({ [variable]: value }), value).toEqual([])
  })

  it('lets the clock be moved only where HubSpot is on this machine', () => {
    const CLOCK_FILE = '/tmp/clock.json'
    expect(wrong({ CLOCK_FILE })).toEqual([expect.stringMatching(/^CLOCK_FILE moves the clock/)])
    expect(wrong({ CLOCK_FILE, PORT: 'x' })).toHaveLength(2)
    expect(wrong({ CLOCK_FILE, HUBSPOT_API_BASE_URL: 'https://127.0.0.1.example' })).toHaveLength(1)
    expect(config({ CLOCK_FILE, HUBSPOT_API_BASE_URL: 'http://127.0.0.1:4000' }).clockFile).toBe(CLOCK_FILE)
  })

  it('mails only with a server and a sender, and then needs both', () => {
    const [SMTP_URL, MAIL_FROM] = ['smtps://u:p@mail.example', 'no-reply@belrecht.example']
    expect(config().mail).toBeNull()
    expect(config({ MAIL_FROM }).mail).toBeNull()
    expect(config({ SMTP_URL, MAIL_FROM }).mail?.server.reveal()).toBe(SMTP_URL)
    expect(wrong({ SMTP_URL })).toEqual(['MAIL_FROM is not set'])
  })

  it('prints no secret, whichever way it is printed', () => {
    const secrets = config({
      DATABASE_URL: 'postgres://u:hunter2@h/db',
      REDIS_URL: 'redis://:hunter2@h',
      METRICS_TOKEN: 'hunter2-hunter2-hunter2',
      SMTP_URL: 'smtp://u:hunter2@h',
      MAIL_FROM: 'a@b.example',
    })
    const lines: string[] = []
    const log = createLog('info', { write: (line) => void lines.push(line) })
    log.info({ config: secrets, access_token: 'hunter2', deep: { refresh_token: 'hunter2' } }, `${secrets.databaseUrl}`)
    const printed = [inspect(secrets, { depth: 9, showHidden: true }), JSON.stringify(secrets), ...lines].join('\n')
    expect(printed).toContain('[secret]')
    for (const hidden of [
      'hunter2',
      'brand-new-secret',
      'old-secret',
      KEY,
      Buffer.from(KEY, 'base64').toString('hex'),
    ]) {
      expect(printed).not.toContain(hidden)
    }
  })

  it('repeats nothing of what was given when it refuses it', () => {
    const loaded = loadConfig({
      ...enough,
      DATABASE_URL: 'mysql://u:hunter2@h',
      ENCRYPTION_KEYS: 'hunter2',
      REDIS_URL: 'hunter2',
    })
    expect(JSON.stringify(loaded)).not.toContain('hunter2')
  })
})
