import { type DestinationStream, type Logger, pino } from 'pino'

export type { Logger }

/**
 * The one logger of a process. JSON lines on stdout. Secrets print as `[secret]` by themselves (src/process/secret.ts);
 * the paths below are a second protection, for a token that reaches a line as plain text in an object.
 */
export const createLog = (level: string, destination?: DestinationStream): Logger => {
  const options = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    redact: {
      paths: ['authorization', '*.authorization', 'access_token', '*.access_token', 'refresh_token', '*.refresh_token'],
      censor: '[secret]',
    },
  }
  return destination ? pino(options, destination) : pino(options)
}
