export type Language = 'nl' | 'en'
export type Wording = Readonly<Record<Language, string>>
