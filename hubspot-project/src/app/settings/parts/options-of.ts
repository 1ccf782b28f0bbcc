/** A choice as HubSpot's Select takes it, from the words of each value. */
export const optionsOf = (words: Readonly<Record<string, string>>): { label: string; value: string }[] =>
  Object.entries(words).map(([value, label]) => ({ value, label }))
