import { invalidParameter } from "../graph/error";
import {
  ok,
  sequencesRoute,
  type GraphAnswer,
  type GraphMethod,
  type GraphRequest,
  type RequestKind,
} from "../graph/request";
import type { SimulatorContext } from "../state/simulator-context";
import { listAdCreatives, listAds, listCreatives } from "./ad-lists";
import { createAdSet, listAdSets } from "./ad-sets";
import { createAd, createCreative, deleteAd, deleteCreative, updateAd, updateCreative } from "./ads";
import { sendMessage } from "./messages";
import { kindOf, nodeReaders, readByIds, readNode, type NodeKind } from "./nodes";
import { deleteSequence, listSequences, writeSequence } from "./sequences";

export interface Route {
  readonly method: GraphMethod;
  /** As in the coverage table: `/<WABA_ID>/welcome_message_sequences`. */
  readonly template: string;
  readonly requestKind: (request: { readonly params: GraphRequest["params"] }) => RequestKind;
  readonly handle: (context: SimulatorContext, request: GraphRequest, id: string) => GraphAnswer;
}

type Handle = Route["handle"];

function createRoute(
  method: GraphMethod,
  template: string,
  verb: RequestKind | Route["requestKind"],
  handle: Handle,
): Route {
  return { method, template, requestKind: typeof verb === "string" ? () => verb : verb, handle };
}

function createNodeHandler(kind: NodeKind): Handle {
  return (context, request, id) => ok(nodeReaders[kind](context, request, id));
}

export const routes: readonly Route[] = [
  createRoute("GET", "/", "read", (context, request) => readByIds(context, request)),
  // With the parameter, the handler runs the items of the batch.
  createRoute("POST", "/", "batch", () => {
    throw invalidParameter("The parameter batch is required");
  }),
  createRoute("GET", "/app", "read", (context, request) => ok(readNode(context, request, request.token.appId))),
  createRoute("GET", "/me", "read", (context, request) => ok(readNode(context, request, request.token.userId))),
  createRoute(
    "GET",
    sequencesRoute,
    ({ params }) => (params["sequence_id"] === undefined ? "list" : "read"),
    listSequences,
  ),
  createRoute(
    "POST",
    sequencesRoute,
    ({ params }) => (params["sequence_id"] === undefined ? "create" : "update"),
    writeSequence,
  ),
  createRoute("DELETE", sequencesRoute, "delete", deleteSequence),
  createRoute("GET", "/<SEQUENCE_ID>", "read", createNodeHandler("sequence")),
  createRoute("GET", "/<WABA_ID>", "read", createNodeHandler("waba")),
  createRoute("GET", "/<APP_ID>", "read", createNodeHandler("app")),
  createRoute("GET", "/<PAGE_ID>", "read", createNodeHandler("page")),
  createRoute("GET", "/<PHONE_NUMBER_ID>", "read", createNodeHandler("phone-number")),
  createRoute("POST", "/<PHONE_NUMBER_ID>/messages", "send", sendMessage),
  createRoute("GET", "/<USER_ID>", "read", createNodeHandler("user")),
  createRoute("GET", "/act_<AD_ACCOUNT_ID>", "read", createNodeHandler("ad-account")),
  createRoute("GET", "/act_<AD_ACCOUNT_ID>/adcreatives", "list", listCreatives),
  createRoute("POST", "/act_<AD_ACCOUNT_ID>/adcreatives", "create", createCreative),
  createRoute("GET", "/act_<AD_ACCOUNT_ID>/ads", "list", listAds),
  createRoute("POST", "/act_<AD_ACCOUNT_ID>/ads", "create", createAd),
  createRoute("GET", "/act_<AD_ACCOUNT_ID>/adsets", "list", listAdSets),
  createRoute("POST", "/act_<AD_ACCOUNT_ID>/adsets", "create", createAdSet),
  createRoute("GET", "/<AD_SET_ID>", "read", createNodeHandler("ad-set")),
  createRoute("GET", "/<CREATIVE_ID>", "read", createNodeHandler("creative")),
  createRoute("POST", "/<CREATIVE_ID>", "update", updateCreative),
  createRoute("DELETE", "/<CREATIVE_ID>", "delete", deleteCreative),
  createRoute("GET", "/<AD_ID>", "read", createNodeHandler("ad")),
  createRoute("GET", "/<AD_ID>/adcreatives", "list", listAdCreatives),
  createRoute("POST", "/<AD_ID>", "update", updateAd),
  createRoute("DELETE", "/<AD_ID>", "delete", deleteAd),
];

const placeholders: Readonly<Record<NodeKind, string>> = {
  sequence: "<SEQUENCE_ID>",
  waba: "<WABA_ID>",
  app: "<APP_ID>",
  creative: "<CREATIVE_ID>",
  "ad-set": "<AD_SET_ID>",
  ad: "<AD_ID>",
  "ad-account": "act_<AD_ACCOUNT_ID>",
  page: "<PAGE_ID>",
  "phone-number": "<PHONE_NUMBER_ID>",
  user: "<USER_ID>",
};

const byKey: ReadonlyMap<string, Route> = new Map(routes.map((known) => [`${known.method} ${known.template}`, known]));

export type Resolution =
  | { readonly kind: "route"; readonly route: Route; readonly id: string }
  /** A known path whose object does not exist. */
  | { readonly kind: "unknown-object"; readonly id: string }
  | { readonly kind: "unknown-path"; readonly rest: string };

export function resolveRoute(context: SimulatorContext, method: GraphMethod, segments: readonly string[]): Resolution {
  const [first = "", ...rest] = segments;
  const fixed = byKey.get(`${method} /${segments.join("/")}`);
  if (fixed !== undefined) return { kind: "route", route: fixed, id: "" };
  const kind = kindOf(context, first);
  const template = kind === undefined ? undefined : `/${[placeholders[kind], ...rest].join("/")}`;
  const found = template === undefined ? undefined : byKey.get(`${method} ${template}`);
  if (found !== undefined) return { kind: "route", route: found, id: first };
  const isId = /^(act_)?\d+$/.test(first);
  const isThere = template === undefined ? isKnownEdge(rest) : routes.some((known) => known.template === template);
  if (isId && (rest.length === 0 || isThere)) return { kind: "unknown-object", id: first };
  return { kind: "unknown-path", rest: `/${(isId ? rest : segments).join("/")}` };
}

function isKnownEdge(rest: readonly string[]): boolean {
  return rest.length === 1 && routes.some((known) => known.template.endsWith(`>/${rest[0] ?? ""}`));
}
