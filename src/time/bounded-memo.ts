/**
 * Remembers the answers of a pure function of an integer. At `limit` answers all are dropped
 * at once: real traffic uses a few thousand days, and a hostile file must not grow the memory.
 */
export function boundedMemo<Key extends number, Answer>(
  limit: number,
  answerFor: (key: Key) => Answer,
): (key: Key) => Answer {
  const answers = new Map<Key, Answer>()
  return (key) => {
    const known = answers.get(key)
    if (known !== undefined) return known
    if (answers.size >= limit) answers.clear()
    const answer = answerFor(key)
    answers.set(key, answer)
    return answer
  }
}
