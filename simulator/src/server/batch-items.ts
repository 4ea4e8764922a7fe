import { GraphFailure, invalidParameter } from "../graph/error";
import { isList, isObject, parseIfJson, type Json, type JsonObject } from "../json";
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

async function readItem(value: Json, outer: IncomingRequest): Promise<BatchItem> {
  const item: JsonObject = isObject(value) ? value : {};
  const reason = isObject(value) ? findDefect(item) : "must be an object";
  const { name, depends_on: dependsOn, omit_response_on_success: omit } = item;
  const incoming = await incomingOf(reason === undefined ? item : {}, outer);
  const nested = incoming.method === "POST" && incoming.segments.length === 0;
  const why = reason ?? (nested ? "must not be a batch itself" : undefined);
  const refusal = why === undefined ? incoming.refusal : invalidParameter(`A request of a batch ${why}`);
  return {
    incoming,
    ...(refusal === undefined ? {} : { refusal }),
    name: typeof name === "string" ? name : undefined,
    dependsOn: typeof dependsOn === "string" ? dependsOn : undefined,
    mayOmitResponse: omit !== false && omit !== "false",
  };
}

function findDefect(item: JsonObject): string | undefined {
  const { method = "GET", relative_url: url, body, headers, attached_files: files } = item;
  if (typeof method !== "string") return "must have a method such as GET";
  if (typeof url !== "string" || url === "") return "must have a relative_url";
  if (/^[a-z]+:\/\//i.test(url)) return "must have a relative_url without a host";
  if (body !== undefined && body !== null && typeof body !== "string") return "must have a body that is a string";
  if (headers !== undefined && !isHeaderList(headers)) return "must have headers as a list of {name, value}";
  if (files !== undefined) return "cannot have attached_files: the simulator does not support them";
  const refers = [url, body].some((text) => typeof text === "string" && /\{result=/.test(decodeLoosely(text)));
  return refers ? "cannot refer to another with {result=...}: the simulator does not support it" : undefined;
}

function isHeaderList(value: Json): value is readonly { readonly name: string; readonly value: string }[] {
  return (
    isList(value) &&
    value.every(
      (header) => isObject(header) && typeof header["name"] === "string" && typeof header["value"] === "string",
    )
  );
}

function decodeLoosely(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Parses an item like a single request, with token, proof and version of the batch as defaults. The proof only serves the token of the batch. */
async function incomingOf(item: JsonObject, outer: IncomingRequest): Promise<IncomingRequest> {
  const { method, relative_url: url, body, headers } = item;
  const listed = headers !== undefined && isHeaderList(headers) ? headers : [];
  const own = Object.fromEntries(listed.map((header) => [header.name.toLowerCase(), header.value]));
  const parsed = await parseRequest({
    method: typeof method === "string" ? method.toUpperCase() : "GET",
    target: typeof url === "string" ? `/${url.replace(/^\/+/, "")}` : "/",
    headers: own,
    bytes: Buffer.from(typeof body === "string" ? body : "", "utf8"),
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
