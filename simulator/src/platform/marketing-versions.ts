import type { ApiVersion } from "./graph-versions";

const versions = "Meta, Marketing API versions, November 2026";

/** Versions of the Marketing API, newest first: the same numbers as the Graph API, with other end dates. Older ones have all ended. */
export const marketingVersions: readonly ApiVersion[] = [
  { version: "v27.0", releasedOn: "2026-11-04", source: versions },
  { version: "v26.0", releasedOn: "2026-07-29", source: versions },
  { version: "v25.0", releasedOn: "2026-02-18", endsOn: "2027-02-23", source: versions },
  {
    version: "v24.0",
    releasedOn: "2025-10-08",
    endsOn: "2026-11-10",
    source: `${versions}; an older copy of the page says 2026-10-06`,
  },
  { version: "v23.0", releasedOn: "2025-05-29", endsOn: "2026-06-09", source: versions },
  { version: "v22.0", releasedOn: "2025-01-21", endsOn: "2026-02-19", source: versions },
  { version: "v21.0", releasedOn: "2024-10-02", endsOn: "2025-09-09", source: versions },
];
