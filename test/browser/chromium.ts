import { existsSync } from 'node:fs'
import { type Browser, chromium } from 'playwright-core'

const PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]

const found = PLACES.find((place) => existsSync(place))

/** A user's machine may have no browser: one line says so and the suite is skipped. In CI nothing may be skipped. */
export function chromiumOrSkip(): boolean {
  if (found !== undefined || process.env.CI === 'true') return true
  process.stderr.write('chromium is not installed: the tests in a browser are skipped (apt-get install chromium)\n')
  return false
}

export function openChromium(): Promise<Browser> {
  // Containers run as root and have a small /dev/shm.
  return chromium.launch({
    executablePath: found ?? PLACES[0] ?? '',
    args: ['--no-sandbox', '--disable-dev-shm-usage'],
  })
}
