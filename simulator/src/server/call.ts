import { GraphFailure, invalidParameter } from "../graph/error";
import { findToken } from "../graph/token";
import type { Json } from "../json";
import { platformDateOf } from "../platform/platform-date";
import {
  isRemoved,
  removedFeatures,
  type FeatureName,
  type FeatureUse,
  type RemovedFeature,
} from "../platform/removed-features";
import { chooseVersion, type ServedVersion } from "../platform/served-version";
import { kindOf } from "../routes/nodes";
import type { SimulatorContext } from "../state/simulator-context";
import type { IncomingRequest } from "./incoming";

/** A request, with the version and features that the platform date and the app allow. */
export interface ClassifiedRequest {
  readonly incoming: IncomingRequest;
  /** Effective method: the parameter `method` overrides GET and POST for apps that may still use it. */
  readonly method: string;
  readonly served: ServedVersion;
  readonly platformDate: string;
  /** The first feature in use that Meta removed and refuses. */
  readonly removed: RemovedFeature | undefined;
  /** JSONP callback name; undefined for a plain response. */
  readonly callback: string | undefined;
}

export function classifyCall(context: SimulatorContext, incoming: IncomingRequest): ClassifiedRequest {
  const platformDate = platformDateOf(context);
  const appId = findToken(incoming.tokenText, context)?.appId ?? "";
  const appCreatedOn = context.store.apps.get(appId)?.createdOn ?? platformDate;
  const served = chooseVersion({
    asked: incoming.versioned.asked,
    isMarketing: isMarketing(context, incoming.segments),
    behaviour: context.behaviour,
    platformDate,
    appCreatedOn,
  });
  const use: FeatureUse = { platformDate, appCreatedOn, version: served.version };
  const uses = listFeatures(incoming);
  const removed = uses.filter((feature) => isRemoved(feature, use));
  const isAvailable = (name: FeatureName): boolean => uses.some((row) => row.name === name && !removed.includes(row));
  return {
    incoming,
    method: isAvailable("method-override") ? readMethod(incoming) : incoming.method,
    served,
    platformDate,
    removed: removed.find(({ refusal }) => refusal !== undefined),
    callback: isAvailable("jsonp") ? textOf(incoming.params["callback"]) : undefined,
  };
}

export function refuseRemovedFeature({ removed, callback }: ClassifiedRequest): void {
  if (removed?.refusal !== undefined) throw new GraphFailure(removed.refusal);
  if (callback !== undefined && !/^[\w.$]+$/.test(callback)) {
    throw invalidParameter("param callback must be the name of a function.");
  }
}

/** True for ad accounts and their contents, whose versions end by the Marketing API's table. */
function isMarketing(context: SimulatorContext, [first = ""]: readonly string[]): boolean {
  if (/^act_\d/.test(first)) return true;
  const kind = kindOf(context, first);
  return kind === "creative" || kind === "ad-set" || kind === "ad";
}

function listFeatures(incoming: IncomingRequest): readonly RemovedFeature[] {
  const { method, params, segments, headers } = incoming;
  const isRoot = segments.length === 0;
  const uses: Readonly<Record<FeatureName, boolean>> = {
    ids: isRoot && readMethod(incoming) === "GET" && params["ids"] !== undefined,
    date_format: params["date_format"] !== undefined,
    pretty: params["pretty"] !== undefined,
    debug: params["debug"] !== undefined,
    etag: headers["if-none-match"] !== undefined,
    "method-override": readMethod(incoming) !== method,
    "field-alias": /\.as\(/.test(JSON.stringify(params["fields"] ?? "")),
    jsonp: textOf(params["callback"]) !== undefined,
    "async-batch": isRoot && (params["asyncbatch"] !== undefined || params["adbatch"] !== undefined),
  };
  return removedFeatures.filter(({ name }) => uses[name]);
}

function readMethod({ method, params }: IncomingRequest): string {
  const wanted = (textOf(params["method"]) ?? "").toUpperCase();
  const mayOverride = method === "GET" || method === "POST";
  return mayOverride && ["GET", "POST", "DELETE"].includes(wanted) ? wanted : method;
}

function textOf(value: Json | undefined): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}
