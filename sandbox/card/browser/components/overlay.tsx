import { createContext, type ReactNode, useContext, useEffect, useState } from 'react'

const CloseContext = createContext<() => void>(() => undefined)
const closers = new Map<string, () => void>()

/** As a page asks for it: `actions.closeOverlay(id)`. */
export const closeOverlay = (id: string): void => closers.get(id)?.()

/** Gives an overlay the name it is closed by, while it is shown. */
export function useOverlayName(id: string): () => void {
  const close = useContext(CloseContext)
  useEffect(() => {
    closers.set(id, close)
    return () => void closers.delete(id)
  }, [id, close])
  return close
}

/** What a button opens; the button says when. */
export function useOverlay(overlay: ReactNode): { open: () => void; shown: ReactNode } {
  const [opened, setOpened] = useState(false)
  const [close] = useState(() => () => setOpened(false))
  const shown = opened ? <CloseContext.Provider value={close}>{overlay}</CloseContext.Provider> : null
  return { open: () => setOpened(true), shown }
}
