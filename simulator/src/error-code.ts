/** Code of a system error, such as "ENOENT"; undefined for other values. Does not use `instanceof`, which fails across realms. */
export function errorCodeOf(error: unknown): string | undefined {
  return typeof error === "object" && error !== null && "code" in error ? String(error.code) : undefined;
}
