const secondsByUnit: Readonly<Record<string, number>> = {
  ns: 1e-9,
  us: 1e-6,
  µs: 1e-6,
  ms: 1e-3,
  s: 1,
  m: 60,
  h: 3600,
};

/** Parses a Go duration such as "1h30m", the format of custom timeouts. Returns seconds. */
export function parseGoDuration(text: string): number {
  const parts = [...text.matchAll(/(\d+(?:\.\d+)?)(ns|us|µs|ms|s|m|h)/g)];
  if (parts.map(([part]) => part).join("") !== text) {
    throw new Error(`"${text}" is not a duration: write it like "30s", "5m" or "1h30m".`);
  }
  return parts.reduce((sum, [, amount, unit]) => sum + Number(amount) * (secondsByUnit[unit ?? ""] ?? 0), 0);
}
