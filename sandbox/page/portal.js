// The page works without this. With it, what changed elsewhere appears by itself: the parts marked data-live are replaced when the
// portal's revision moves. What was open stays open and the focus stays where it was; nobody types in those parts.
const EVERY_MS = 1500

async function refresh() {
  const { revision } = await (await fetch(`${location.pathname}/revision`)).json()
  if (revision === document.body.dataset.revision) return
  const text = await (await fetch(location.href)).text()
  const fresh = new DOMParser().parseFromString(text, 'text/html')
  const focused = document.activeElement?.id
  for (const part of document.querySelectorAll('[data-live]')) {
    const next = fresh.getElementById(part.id)
    if (next === null) continue
    for (const open of part.querySelectorAll('details[open]')) fresh.getElementById(open.id)?.setAttribute('open', '')
    part.replaceWith(next)
  }
  if (focused) document.getElementById(focused)?.focus({ preventScroll: true })
  document.body.dataset.revision = revision
}

if (document.body.dataset.revision !== undefined) {
  const loop = () =>
    refresh()
      .catch(() => {})
      .finally(() => setTimeout(loop, EVERY_MS))
  setTimeout(loop, EVERY_MS)
}
