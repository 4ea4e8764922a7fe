import type { GraphError } from "../graph/error";
import { majorOf } from "./graph-versions";

export type FeatureName =
  "ids" | "date_format" | "pretty" | "debug" | "etag" | "method-override" | "field-alias" | "jsonp" | "async-batch";

/** A feature of the Graph API that Meta removes. Dates are ISO days (UTC). */
export interface RemovedFeature {
  readonly name: FeatureName;
  /** Request syntax of the feature. */
  readonly feature: string;
  /** First version without the feature, from its release. */
  readonly removedIn: string;
  /** First day on which no version has the feature; undefined if only the version decides. */
  readonly removedOn?: string;
  /** Apps created on this day or later never have the feature; undefined if Meta names no day. */
  readonly barredForAppsFrom?: string;
  /** Meta's response, as far as known, and the simulator's response. */
  readonly answer: string;
  /** Error response; undefined if the feature is ignored. */
  readonly refusal?: GraphError;
  readonly replacement: string;
  readonly source: string;
}

const v26Blog = "Meta, blog of 29 July 2026 (v26.0)";
const v27Blog = "Meta, blog of 4 November 2026 (v27.0)";
const newAppsFrom = "2026-11-04";
const notObserved = "not observed";

function refuseWith(message: string): Pick<RemovedFeature, "answer" | "refusal"> {
  const refusal = { code: 100, message: `(#100) ${message}` };
  return { answer: `${notObserved}; the simulator answers HTTP 400, code 100, "${refusal.message}"`, refusal };
}

const ignored = { answer: `${notObserved}; the simulator ignores it, also before the removal` };
const olderApps = "is not available to apps created on or after 4 November 2026, and is removed in v28.0+";

/** Removed features that a client of WhatsApp Business content may use. */
export const removedFeatures: readonly RemovedFeature[] = [
  {
    name: "ids",
    feature: "`GET /?ids=a,b`",
    removedIn: "v26.0",
    removedOn: "2026-10-27",
    barredForAppsFrom: newAppsFrom,
    answer: 'HTTP 500, code 100, type FacebookApiException, "The ids query parameter is deprecated in v26.0+"',
    refusal: {
      code: 100,
      type: "FacebookApiException",
      status: 500,
      message: "The ids query parameter is deprecated in v26.0+",
      isTransient: "absent",
    },
    replacement: "one request per object, or a synchronous batch",
    source: `${v26Blog}; ${v27Blog}; about twelve independent reports, the first of 10 August 2026, quote the response, also from older versions`,
  },
  {
    name: "date_format",
    feature: "`date_format=U`",
    removedIn: "v26.0",
    removedOn: "2026-10-27",
    barredForAppsFrom: newAppsFrom,
    ...refuseWith("The date_format query parameter is deprecated in v26.0+"),
    replacement: "convert dates in the client",
    source: `${v26Blog}; ${v27Blog}; a client's documentation mentions an error`,
  },
  {
    name: "pretty",
    feature: "`pretty=1`",
    removedIn: "v26.0",
    removedOn: "2026-10-27",
    ...ignored,
    replacement: "Meta names none",
    source: v26Blog,
  },
  {
    name: "debug",
    feature: "`debug=all`",
    removedIn: "v26.0",
    removedOn: "2026-10-27",
    ...ignored,
    replacement: "Meta names none",
    source: v26Blog,
  },
  {
    name: "etag",
    feature: "`If-None-Match`",
    removedIn: "v26.0",
    removedOn: "2026-10-27",
    answer: `${notObserved}; the simulator ignores it, also before the removal, and never answers 304`,
    replacement: "Meta names none",
    source: v26Blog,
  },
  {
    name: "method-override",
    feature: "`method=delete` as a parameter",
    removedIn: "v28.0",
    barredForAppsFrom: newAppsFrom,
    ...refuseWith(`The method parameter ${olderApps}`),
    replacement: "the HTTP method itself",
    source: v27Blog,
  },
  {
    name: "field-alias",
    feature: "`fields=name.as(x)`",
    removedIn: "v28.0",
    barredForAppsFrom: newAppsFrom,
    ...refuseWith(`Renaming a field with .as() ${olderApps}`),
    replacement: "rename fields in the client",
    source: v27Blog,
  },
  {
    name: "jsonp",
    feature: "`callback=f` (JSONP)",
    removedIn: "v28.0",
    barredForAppsFrom: newAppsFrom,
    ...refuseWith(`The callback parameter ${olderApps}`),
    replacement: "Meta names none",
    source: v27Blog,
  },
  {
    name: "async-batch",
    feature: "asynchronous batches (`asyncbatch`, `adbatch`)",
    removedIn: "v28.0",
    barredForAppsFrom: newAppsFrom,
    ...refuseWith(`An asynchronous batch ${olderApps}`),
    replacement: "a synchronous batch",
    source: v27Blog,
  },
];

export interface FeatureUse {
  /** ISO day. */
  readonly platformDate: string;
  /** ISO day on which the app was created. */
  readonly appCreatedOn: string;
  /** Version that runs the request. */
  readonly version: string;
}

/** True if Meta no longer offers the feature to this app in this version on this day. */
export function isRemoved(feature: RemovedFeature, { platformDate, appCreatedOn, version }: FeatureUse): boolean {
  const { removedIn, removedOn, barredForAppsFrom } = feature;
  return (
    majorOf(version) >= majorOf(removedIn) ||
    (removedOn !== undefined && platformDate >= removedOn) ||
    (barredForAppsFrom !== undefined && appCreatedOn >= barredForAppsFrom)
  );
}
