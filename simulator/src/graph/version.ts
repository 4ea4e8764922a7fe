export interface VersionedPath {
  /** As asked, `v25.0`; empty when the address had none. */
  readonly asked: string;
  /** Raw, without the version. */
  readonly path: string;
}

export function splitVersion(rawPath: string): VersionedPath {
  const match = /^\/+(v\d+\.\d+)(?=\/|$)(.*)$/.exec(rawPath);
  const path = withoutTrailingSlashes(match === null ? rawPath : (match[2] ?? "")) || "/";
  return { asked: match?.[1] ?? "", path };
}

/** By hand: the pattern `/+$` takes a time that grows with the square of the slashes before another character. */
function withoutTrailingSlashes(path: string): string {
  let end = path.length;
  while (path.charAt(end - 1) === "/") end -= 1;
  return path.slice(0, end);
}
