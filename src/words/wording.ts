export const LANGUAGES = ['nl', 'en'] as const
export type Language = (typeof LANGUAGES)[number]
export type Wording = Readonly<Record<Language, string>>
