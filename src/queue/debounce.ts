/**
 * Thins wake-ups in front of the queue: the first call for a key goes through at
 * once, those of the next `everyMs` milliseconds become one call at their end.
 * Per process; between processes the queue's own deduplication does the rest.
 */
export type Debounced<Key> = {
  (key: Key): void
  /** Fires what is still held back and forgets the clockwork; for an orderly stop. */
  flush(): void
}

export const debounce = <Key>(fire: (key: Key) => void, everyMs: number): Debounced<Key> => {
  const quiet = new Map<Key, { timer: NodeJS.Timeout; again: boolean }>()

  const open = (key: Key): void => {
    const timer = setTimeout(() => close(key), everyMs)
    quiet.set(key, { timer, again: false })
    fire(key)
  }
  // A key that rang again starts a new quiet time; one that did not is forgotten, so the map holds busy keys only.
  const close = (key: Key): void => {
    const held = quiet.get(key)
    quiet.delete(key)
    if (held?.again) open(key)
  }

  const call = (key: Key): void => {
    const held = quiet.get(key)
    if (held) held.again = true
    else open(key)
  }
  const flush = (): void => {
    const held = [...quiet]
    quiet.clear()
    for (const [key, { timer, again }] of held) {
      clearTimeout(timer)
      if (again) fire(key)
    }
  }
  return Object.assign(call, { flush })
}
