/** The only escapes HubSpot undoes before it signs; all others stay. Source: "Validating requests from HubSpot". */
const DECODED: Readonly<Record<string, string>> = {
  '%3A': ':',
  '%2F': '/',
  '%3F': '?',
  '%40': '@',
  '%21': '!',
  '%24': '$',
  '%27': "'",
  '%28': '(',
  '%29': ')',
  '%2A': '*',
  '%2C': ',',
  '%3B': ';',
}

/** The URI as HubSpot signs it: `userEmail=a%40b.nl` is signed as `userEmail=a@b.nl`, `%20` and `%26` as they are. */
export const decodeSignedUri = (uri: string): string =>
  uri.replace(/%[0-9A-Fa-f]{2}/g, (triplet) => DECODED[triplet.toUpperCase()] ?? triplet)

/**
 * The URL HubSpot called. Behind a proxy the request itself does not know it, and `Host` is whatever the sender wrote,
 * so it is made of our configured public address and the request's own path and query (Express: `originalUrl`).
 */
export const publicUrl = (publicBaseUrl: string, originalUrl: string): string =>
  `${publicBaseUrl.replace(/\/+$/, '')}${originalUrl}`
