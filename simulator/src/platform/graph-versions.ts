/** A version of one of Meta's APIs. Dates are ISO days (UTC). */
export interface ApiVersion {
  /** As in URLs: `v27.0`. */
  readonly version: string;
  readonly releasedOn: string;
  /** First day without the version; undefined until Meta announces it. */
  readonly endsOn?: string;
  /** Source of the row, and statements of other pages. */
  readonly source: string;
}

const changelog = "Meta, Graph API changelog, November 2026";

/** Versions of the Graph API, newest first. Older ones have all ended. */
export const graphVersions: readonly ApiVersion[] = [
  { version: "v27.0", releasedOn: "2026-11-04", source: changelog },
  {
    version: "v26.0",
    releasedOn: "2026-07-29",
    source: `${changelog}; two years after v27.0 would be 2028-11-04, which Meta has not announced`,
  },
  { version: "v25.0", releasedOn: "2026-02-18", endsOn: "2028-07-29", source: changelog },
  { version: "v24.0", releasedOn: "2025-10-08", endsOn: "2028-02-18", source: changelog },
  { version: "v23.0", releasedOn: "2025-05-29", endsOn: "2027-10-08", source: changelog },
  { version: "v22.0", releasedOn: "2025-01-21", endsOn: "2027-05-20", source: changelog },
  { version: "v21.0", releasedOn: "2024-10-02", endsOn: "2027-01-21", source: changelog },
  { version: "v20.0", releasedOn: "2024-05-21", endsOn: "2026-09-24", source: changelog },
  { version: "v19.0", releasedOn: "2024-01-23", endsOn: "2026-05-21", source: changelog },
];

/** Returns the major version: 27 for `v27.0`. */
export function majorOf(version: string): number {
  return Number(/^v(\d+)\./.exec(version)?.[1] ?? Number.NaN);
}
