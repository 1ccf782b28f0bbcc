import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const folder = process.env.PICTURES ?? mkdtempSync(join(tmpdir(), 'belrecht-pictures-'))

/** Where a browser test leaves a picture: the folder that PICTURES names, else a temporary one. */
export const pictureOf = (name: string): string => join(folder, `${name}.png`)
