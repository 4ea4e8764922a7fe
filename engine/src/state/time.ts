/** Formats RFC 3339 with nanoseconds like Go, without trailing zeros in the fraction. */
export function rfc3339Nano(epochMs: number = Date.now(), extraNs: number = subMillisecondNs()): string {
  const whole = new Date(Math.floor(epochMs / 1000) * 1000).toISOString().slice(0, 19);
  const fractionNs = (Math.floor(epochMs) % 1000) * 1_000_000 + extraNs;
  const digits = String(fractionNs).padStart(9, "0").replace(/0+$/, "");
  return digits === "" ? `${whole}Z` : `${whole}.${digits}Z`;
}

/** Unix time in nanoseconds, for the names of history and backup files. */
export function unixNano(): bigint {
  return BigInt(Date.now()) * 1_000_000n + BigInt(subMillisecondNs());
}

// Date has milliseconds. The digits below come from the monotonic clock and only keep names and times distinct.
function subMillisecondNs(): number {
  return Number(process.hrtime.bigint() % 1_000_000n);
}
