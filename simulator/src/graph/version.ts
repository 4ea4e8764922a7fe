export interface VersionedPath {
  /** Requested version, `v25.0`; empty without one. */
  readonly asked: string;
  /** Path as sent, without the version. */
  readonly path: string;
}

export function splitVersion(rawPath: string): VersionedPath {
  const match = /^\/+(v\d+\.\d+)(?=\/|$)(.*)$/.exec(rawPath);
  const path = withoutTrailingSlashes(match === null ? rawPath : (match[2] ?? "")) || "/";
  return { asked: match?.[1] ?? "", path };
}

/** Without a pattern: `/+$` takes quadratic time for slashes before another character. */
function withoutTrailingSlashes(path: string): string {
  let end = path.length;
  while (path.charAt(end - 1) === "/") end -= 1;
  return path.slice(0, end);
}
