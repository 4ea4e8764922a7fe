import { unknownPath } from "./error";

/** Source: Meta's changelog of Graph API versions. Null: no end announced. Older ones are all over. */
const livingUntil: readonly (readonly [major: number, end: string | null])[] = [
  [20, "2026-09-24"],
  [21, "2027-01-21"],
  [22, "2027-05-20"],
  [23, "2027-10-08"],
  [24, "2028-02-18"],
  [25, "2028-07-29"],
  [26, null],
];

const newestMajor = 26;

export interface VersionedPath {
  /** As asked, `v25.0`; empty when the address had none. */
  readonly asked: string;
  /** What the answer says it is: an expired version is answered by the oldest living one. */
  readonly answered: string;
  /** Raw, without the version. */
  readonly path: string;
}

export function splitVersion(rawPath: string, nowMs: number): VersionedPath {
  const match = /^\/+(v(\d+)\.(\d+))(?=\/|$)(.*)$/.exec(rawPath);
  const asked = match?.[1] ?? "";
  const path = (match === null ? rawPath : (match[4] ?? "")).replace(/\/+$/, "") || "/";
  return { asked, answered: answered(Number(match?.[2] ?? 0), nowMs), path };
}

/** Seen on Graph: an unknown version is taken for an object, and what follows is what it does not know. */
export function refuseUnknownVersion(versioned: VersionedPath): void {
  const match = /^v(\d+)\.(\d+)$/.exec(versioned.asked);
  if (match === null) return;
  const [major, minor] = [Number(match[1]), Number(match[2])];
  const known = major >= 1 && major <= newestMajor && (minor === 0 || major === 2 || major === 3);
  if (!known) throw unknownPath(versioned.path);
}

function answered(asked: number, nowMs: number): string {
  const oldest = livingUntil.find(([, end]) => end === null || nowMs < Date.parse(end))?.[0] ?? newestMajor;
  return `v${Math.min(Math.max(asked, oldest), newestMajor)}.0`;
}
