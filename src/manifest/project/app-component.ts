import type { Manifest } from '../schema.ts'
import { type Component, HOST } from './component.ts'

/** The app itself: OAuth for many portals, scopes as asked for at install, and the one host its pages may call. */
export function appComponent({ uid, name, description, urls, scopes, support }: Manifest): Component<'app'> {
  const names = (list: Manifest['scopes']['required']) => list.map((scope) => scope.name)
  return {
    uid,
    type: 'app',
    config: {
      name,
      description,
      distribution: 'marketplace',
      auth: {
        type: 'oauth',
        redirectUrls: [`${HOST}${urls.redirect}`],
        requiredScopes: names(scopes.required),
        optionalScopes: names(scopes.optional),
        conditionallyRequiredScopes: [],
      },
      permittedUrls: { fetch: [HOST], iframe: [], img: [] },
      support: { supportEmail: support.email, documentationUrl: support.guide, supportUrl: support.guide },
    },
  }
}
