import { z } from 'zod'
import { Secret } from './process/secret.ts'

/** How each kind of setting is read from its text. Messages never repeat what was given: it may be a secret. */

type EncryptionKey = {
  /** Stands beside everything sealed with the key. */
  readonly kid: string
  /** 32 bytes, for AES-256-GCM. */
  readonly key: Secret<Buffer>
}

type LocalTime = {
  readonly hour: number
  readonly minute: number
}

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/

export const isLoopback = (url: string): boolean => LOOPBACK.test(new URL(url).hostname)

const parseUrl = (text: string): URL | undefined => (URL.canParse(text) ? new URL(text) : undefined)

/** A transform that collects any number of faults; zod then lists them beside those of the other variables. */
const read = <T>(parse: (text: string, fault: (message: string) => void) => T | undefined) =>
  z.string().transform((text, context): T => {
    let faulty = false
    const value = parse(text, (message) => {
      faulty = true
      context.addIssue({ code: 'custom', message })
    })
    return faulty || value === undefined ? z.NEVER : value
  })

export const port = read((text, fault) => {
  const value = /^\d{1,5}$/.test(text) ? Number(text) : 0
  if (value < 1 || value > 65_535) fault('is not a port number')
  return value
})

/** An https address, or http on this machine; `path` says whether one may follow the host. */
export const webUrl = ({ path }: { path: boolean }) =>
  read((text, fault) => {
    const url = parseUrl(text)
    if (!url || !/^https?:$/.test(url.protocol)) {
      fault('is not a web address')
      return undefined
    }
    const faults: readonly (readonly [boolean, string])[] = [
      [url.protocol === 'http:' && !isLoopback(text), 'is not https'],
      [url.username + url.password !== '', 'carries a user name or password'],
      [url.search + url.hash !== '', 'carries a query or a fragment'],
      [!path && (url.pathname !== '/' || text.endsWith('/')), 'has a path or a slash at its end'],
    ]
    for (const [isSo, what] of faults) if (isSo) fault(what)
    return path ? text : url.origin
  })

const connectionUrl = (what: string, protocols: readonly string[]) =>
  read((text, fault) => {
    const url = parseUrl(text)
    if (!url || !protocols.includes(url.protocol)) fault(`is not the address of a ${what}`)
    return new Secret(text)
  })

export const databaseUrl = connectionUrl('PostgreSQL database', ['postgres:', 'postgresql:'])
export const smtpUrl = connectionUrl('SMTP server', ['smtp:', 'smtps:'])
export const redisUrl = connectionUrl('Redis', ['redis:', 'rediss:'])

/** `name@host`, or `Name <name@host>`. */
export const mailFrom = read((text, fault) => {
  if (!/^(?:[^<>\r\n]+ )?<[^<>@\s]+@[^<>@\s]+>$|^[^<>@\s]+@[^<>@\s]+$/.test(text)) fault('is not an e-mail address')
  return text
})

export const secret = z
  .string()
  .min(16, 'is shorter than 16 characters')
  .transform((text) => new Secret(text))

/** `new,old` while HubSpot still signs with the old one: both open, the first is sent. */
export const rotatingSecret = read((text, fault) => {
  const parts = text.split(',').map((part) => part.trim())
  if (parts.some((part) => part === '')) fault('has an empty part beside a comma')
  if (parts.length > 2) fault(`has ${parts.length} parts, two is the most`)
  return Object.freeze(parts.map((part) => new Secret(part)))
})

/** `kid:base64(32 bytes)[,kid:…]`. */
export const encryptionKeys = read((text, fault) => {
  const seen = new Set<string>()
  const keys = text.split(',').map((entry, index): EncryptionKey => {
    const [, kid = '', encoded = ''] = /^\s*([A-Za-z0-9_-]{1,32}):(\S*)\s*$/.exec(entry) ?? []
    const bytes = Buffer.from(encoded, 'base64')
    const which = kid === '' ? `key ${index + 1}` : `key ${index + 1} ("${kid}")`
    if (kid === '') fault(`${which} has no kid of letters, digits, "-" or "_" before a colon`)
    else if (seen.has(kid)) fault(`${which} has a kid used before`)
    if (kid !== '' && bytes.toString('base64').replace(/=+$/, '') !== encoded.replace(/=+$/, ''))
      fault(`${which} is not base64`)
    else if (kid !== '' && bytes.length !== 32) fault(`${which} is ${bytes.length} bytes, not 32`)
    seen.add(kid)
    return Object.freeze({ kid, key: new Secret(bytes) })
  })
  return Object.freeze(keys)
})

/** HH:MM. Not 02:00 to 02:59: that hour comes twice in October and not at all in March. */
export const localTime = read((text, fault): LocalTime => {
  const [, hour = '', minute = ''] = /^(\d{2}):(\d{2})$/.exec(text) ?? []
  if (hour === '' || Number(hour) > 23 || Number(minute) > 59) fault('is not a time of day')
  if (hour === '02') fault('is in the hour that summer time takes away and gives twice')
  return Object.freeze({ hour: Number(hour), minute: Number(minute) })
})
