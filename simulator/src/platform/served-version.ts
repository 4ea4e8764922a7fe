import { deprecatedMarketingVersion, unknownPath, type GraphFailure } from "../graph/error";
import type { VersionedPath } from "../graph/version";
import type { BehaviourOptions } from "../state/behaviour";
import { graphVersions, majorOf, type ApiVersion } from "./graph-versions";
import { marketingVersions } from "./marketing-versions";

interface VersionRequest {
  /** Requested version; empty without one. */
  readonly asked: string;
  /** True for ad accounts, ad sets, ads and creatives, whose versions end by the Marketing API's table. */
  readonly isMarketing: boolean;
  /** ISO day. */
  readonly platformDate: string;
  /** ISO day on which the app was created: a request without a version runs as the newest version of that day. */
  readonly appCreatedOn: string;
  readonly behaviour: Pick<BehaviourOptions, "endedMarketingVersion" | "endingMarketingVersion">;
}

/** The version that runs a request, which may differ from the requested one. */
export interface ServedVersion {
  /** The header `facebook-api-version`. */
  readonly version: string;
  /** The header `x-ad-api-version-warning`; undefined unless the Marketing API raised the version. */
  readonly warning?: string;
  /** Error of a request that fails because of its version. */
  readonly refusal?: GraphFailure;
}

export function chooseVersion(request: VersionRequest): ServedVersion {
  const version = chooseGraphVersion(request);
  return request.isMarketing ? chooseMarketingVersion(version, request) : { version };
}

/** True if Meta had released the version by that day, including old versions that the tables do not list. */
function isReleased(version: string, platformDate: string): boolean {
  return majorOf(version) <= majorOf(findNewest(graphVersions, platformDate).version);
}

/** Throws Meta's error for an unknown version. Observed on Graph: the version is read as an object id, and the error names the rest of the path. */
export function refuseUnknownVersion(versioned: VersionedPath, platformDate: string): void {
  const match = /^v(\d+)\.(\d+)$/.exec(versioned.asked);
  if (match === null) return;
  const [major, minor] = [Number(match[1]), Number(match[2])];
  const isWellFormed = major >= 1 && (minor === 0 || major === 2 || major === 3);
  if (!isWellFormed || !isReleased(versioned.asked, platformDate)) throw unknownPath(versioned.path);
}

/** Returns the version that runs a Graph request: an ended version runs silently as the oldest usable one. */
function chooseGraphVersion({ asked, platformDate, appCreatedOn }: VersionRequest): string {
  const wanted = asked === "" ? findNewest(graphVersions, appCreatedOn).version : asked;
  const usable = listUsable(graphVersions, platformDate);
  const newest = findNewest(graphVersions, platformDate).version;
  if (majorOf(wanted) > majorOf(newest)) return newest;
  return findNextUsable(usable, majorOf(wanted)) ?? newest;
}

/** Source: Meta, blog of 16 April 2024: an ended version is raised to the next usable one, unless the app has switched that off. */
function chooseMarketingVersion(graph: string, { asked, platformDate, behaviour }: VersionRequest): ServedVersion {
  const newest = findNewest(marketingVersions, platformDate).version;
  if (asked === "") return { version: graph, refusal: deprecatedMarketingVersion(newest) };
  const usable = listUsable(marketingVersions, platformDate);
  const isEnded = usable.every(({ version }) => majorOf(version) !== majorOf(asked));
  const raised = findNextUsable(usable, majorOf(asked)) ?? newest;
  if (isEnded && majorOf(asked) < majorOf(newest)) {
    if (behaviour.endedMarketingVersion === "refuse") {
      return { version: graph, refusal: deprecatedMarketingVersion(newest) };
    }
    return { version: raised, warning: createUpgradeWarning(raised, asked, "has been") };
  }
  const endsSoon = usable.some(({ version, endsOn }) => version === raised && endsOn !== undefined);
  const lasting = usable.filter(({ endsOn }) => endsOn === undefined);
  const next = endsSoon ? findNextUsable(lasting, majorOf(asked)) : undefined;
  if (behaviour.endingMarketingVersion === "as-asked" || next === undefined) return { version: raised };
  return { version: next, warning: createUpgradeWarning(next, asked, "will be") };
}

/** Source: Meta, Marketing API versioning, and an answer of 8 September 2026 for a version that had not ended. */
function createUpgradeWarning(to: string, from: string, when: "has been" | "will be"): string {
  return `The call has been auto-upgraded to ${to} as ${from} ${when} deprecated.`;
}

function listUsable(versions: readonly ApiVersion[], day: string): readonly ApiVersion[] {
  return versions.filter(({ releasedOn, endsOn }) => releasedOn <= day && (endsOn === undefined || day < endsOn));
}

function findNewest(versions: readonly ApiVersion[], day: string): ApiVersion {
  const newest = versions.find(({ releasedOn }) => releasedOn <= day) ?? versions.at(-1);
  if (newest === undefined) throw new TypeError("a version table is empty");
  return newest;
}

/** Returns the oldest usable version that is not older than the requested one. */
function findNextUsable(usable: readonly ApiVersion[], wantedMajor: number): string | undefined {
  return usable.findLast(({ version }) => majorOf(version) >= wantedMajor)?.version;
}
