import { useSyncExternalStore } from 'react'

type Shown = { readonly type?: string; readonly message: string; readonly title?: string }

let shown: Shown | null = null
const watchers = new Set<() => void>()

/** As HubSpot shows an alert of a page: on top, until the next one. */
export function addAlert(alert: Shown): void {
  shown = alert
  for (const watcher of watchers) watcher()
}

const watch = (watcher: () => void): (() => void) => {
  watchers.add(watcher)
  return () => watchers.delete(watcher)
}

export function AlertStrip() {
  const alert = useSyncExternalStore(watch, () => shown)
  return (
    <div role="status" className={alert ? `ui-strip ui-${alert.type ?? 'info'}` : undefined}>
      {alert?.message}
    </div>
  )
}
