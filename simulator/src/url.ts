/**
 * The address that a text is; undefined when it is none. `URL.canParse` would not do: once Node 20 has optimised its caller it says no to
 * every address with a letter like É in it (seen on 20.20.2 after some 7,000 calls).
 */
export function parseUrl(text: string): URL | undefined {
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
}

/** True for `localhost` and loopback addresses, in the form in which a `URL` has them. */
export function isLoopback(hostname: string): boolean {
  return /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(hostname);
}
