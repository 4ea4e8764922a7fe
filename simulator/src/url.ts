/**
 * Parses a URL. Returns undefined for other text. `URL.canParse` is not reliable: after Node 20 optimizes its caller, it rejects every
 * URL with a letter such as É (observed on 20.20.2 after about 7,000 calls).
 */
export function parseUrl(text: string): URL | undefined {
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
}

/** True for `localhost` and loopback addresses, as `URL.hostname` writes them. */
export function isLoopback(hostname: string): boolean {
  return /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(hostname);
}
