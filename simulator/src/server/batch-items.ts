import { z } from "zod";
import { GraphFailure, invalidParameter } from "../graph/error";
import { isList, parseIfJson, type Json } from "../json";
import type { BehaviourOptions } from "../state/behaviour";
import { parseRequest, type IncomingRequest } from "./incoming";

/** Source: Meta, batch requests. */
const maxItems = 50;

/** A request in a batch. */
export interface BatchItem {
  readonly incoming: IncomingRequest;
  /** Error of an item that cannot run. */
  readonly refusal?: GraphFailure;
  readonly name: string | undefined;
  readonly dependsOn: string | undefined;
  /** False if `omit_response_on_success` is false: then the batch also answers items that others depend on. */
  readonly mayOmitResponse: boolean;
}

/** Reads the items of a batch. Throws for an invalid batch; an invalid item carries a `refusal`. */
export async function readItems(outer: IncomingRequest, behaviour: BehaviourOptions): Promise<readonly BatchItem[]> {
  const given = parseIfJson(outer.params["batch"]);
  if (!isList(given)) throw batchFailure("Batch parameter must be a JSON array");
  if (given.length === 0) throw batchFailure("Batch parameter must contain at least one request");
  if (given.length > maxItems) {
    const status = Number(behaviour.oversizedBatch);
    throw batchFailure(`Too many requests in batch message. Maximum batch size is ${maxItems}`, status);
  }
  const items = await Promise.all(given.map((item) => readItem(item, outer)));
  return items.map((item, index) => checkDependency(item, items.slice(0, index)));
}

function batchFailure(message: string, status = 400): GraphFailure {
  return new GraphFailure({ code: 100, type: "GraphBatchException", message, status });
}

/** Names by which items refer to each other, also those of an item that cannot run. */
const itemLinks = z
  .object({
    name: z.string().optional().catch(undefined),
    depends_on: z.string().optional().catch(undefined),
    omit_response_on_success: z.unknown().optional(),
  })
  .catch({ name: undefined, depends_on: undefined, omit_response_on_success: undefined });

const urlRule = "must have a relative_url";
const headersRule = "must have headers as a list of {name, value}";
const header = z.object({ name: z.string(headersRule), value: z.string(headersRule) }, headersRule);

/** The request of an item. Messages complete the sentence "A request of a batch ...". */
const itemRequest = z
  .object(
    {
      method: z.string("must have a method such as GET").default("GET"),
      relative_url: z
        .string(urlRule)
        .min(1, urlRule)
        .refine((url) => !/^[a-z]+:\/\//i.test(url), "must have a relative_url without a host"),
      body: z.string("must have a body that is a string").nullish(),
      headers: z.array(header, headersRule).default([]),
      attached_files: z.undefined("cannot have attached_files: the simulator does not support them").optional(),
    },
    "must be an object",
  )
  .refine(
    ({ relative_url: url, body }) => ![url, body ?? ""].some((text) => /\{result=/.test(decodeLoosely(text))),
    "cannot refer to another with {result=...}: the simulator does not support it",
  );

type ItemRequest = z.output<typeof itemRequest>;

/** Stands for the request of an item that cannot run. */
const emptyRequest: ItemRequest = { method: "GET", relative_url: "", headers: [] };

async function readItem(value: Json, outer: IncomingRequest): Promise<BatchItem> {
  const { name, depends_on: dependsOn, omit_response_on_success: omit } = itemLinks.parse(value);
  const request = itemRequest.safeParse(value);
  const incoming = await parseItem(request.data ?? emptyRequest, outer);
  const isBatch = incoming.method === "POST" && incoming.segments.length === 0;
  const reason = request.error?.issues[0]?.message ?? (isBatch ? "must not be a batch itself" : undefined);
  const refusal = reason === undefined ? incoming.refusal : invalidParameter(`A request of a batch ${reason}`);
  return {
    incoming,
    ...(refusal === undefined ? {} : { refusal }),
    name,
    dependsOn,
    mayOmitResponse: omit !== false && omit !== "false",
  };
}

function decodeLoosely(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Parses an item like a single request, with token, proof and version of the batch as defaults. The proof only serves the token of the batch. */
async function parseItem(item: ItemRequest, outer: IncomingRequest): Promise<IncomingRequest> {
  const { method, relative_url: url, body, headers } = item;
  const parsed = await parseRequest({
    method: method.toUpperCase(),
    target: `/${url.replace(/^\/+/, "")}`,
    headers: Object.fromEntries(headers.map((one) => [one.name.toLowerCase(), one.value])),
    bytes: Buffer.from(body ?? "", "utf8"),
  });
  const asked = parsed.versioned.asked === "" ? outer.versioned.asked : parsed.versioned.asked;
  const versioned = { ...parsed.versioned, asked };
  if (parsed.tokenText !== undefined && parsed.tokenText !== outer.tokenText) return { ...parsed, versioned };
  const proof = parsed.proof.proofs.length > 0 ? parsed.proof : outer.proof;
  return { ...parsed, versioned, tokenText: outer.tokenText, proof };
}

function checkDependency(item: BatchItem, earlier: readonly BatchItem[]): BatchItem {
  const { dependsOn } = item;
  if (dependsOn === undefined || earlier.some(({ name }) => name === dependsOn)) return item;
  const refusal = invalidParameter(`depends_on names "${dependsOn}", which no earlier request of the batch is named`);
  return { ...item, refusal: item.refusal ?? refusal };
}
