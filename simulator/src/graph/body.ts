import busboy from "busboy";
import { isObject, parseJson, type Json, type JsonObject } from "../json";

const maxValueBytes = 16 * 1024 * 1024;

export interface ParsedBody {
  /** As the client wrote it, read: what the journal shows. Null when there was none. */
  readonly shown: Json;
  readonly params: JsonObject;
  readonly malformed: boolean;
  /** The JSON as it came, for who needs numbers digit by digit; null when it was none. */
  readonly jsonText: string | null;
}

const none: ParsedBody = { shown: null, params: {}, malformed: false, jsonText: null };

/** Graph reads bodies on every method; the samples on Meta's page send forms with GET and DELETE. */
export async function parseBody(contentType: string | undefined, bytes: Buffer): Promise<ParsedBody> {
  if (bytes.length === 0) return none;
  const mediaType = (contentType ?? "").split(";")[0]?.trim().toLowerCase() ?? "";
  if (mediaType === "multipart/form-data") return parseMultipart(contentType ?? "", bytes);
  const text = bytes.toString("utf8");
  if (mediaType.endsWith("json") || /^\s*[{[]/.test(text)) return parseJsonBody(text);
  return formBody(expand([...new URLSearchParams(text)]));
}

function parseJsonBody(text: string): ParsedBody {
  const parsed = parseJson(text);
  if (!parsed.ok) return { shown: text, params: {}, malformed: true, jsonText: null };
  return isObject(parsed.value)
    ? { shown: parsed.value, params: parsed.value, malformed: false, jsonText: text }
    : { shown: parsed.value, params: {}, malformed: true, jsonText: null };
}

function formBody(params: JsonObject): ParsedBody {
  return { shown: params, params, malformed: false, jsonText: null };
}

async function parseMultipart(contentType: string, bytes: Buffer): Promise<ParsedBody> {
  const pairs = await multipartPairs(contentType, bytes);
  if (pairs !== null) return formBody(expand(pairs));
  return { shown: bytes.toString("utf8"), params: {}, malformed: true, jsonText: null };
}

function multipartPairs(contentType: string, bytes: Buffer): Promise<readonly Pair[] | null> {
  return new Promise((resolve) => {
    const pairs: Pair[] = [];
    try {
      const parser = busboy({ headers: { "content-type": contentType }, limits: { fieldSize: maxValueBytes } });
      const keep = (name: string | undefined, value: string): void => {
        // A part without a name is a parameter without a name: there is nobody to give it to.
        if (name !== undefined) pairs.push([name, value]);
      };
      parser.on("field", keep);
      // A part with a file name (`-F 'x=@file'`) counts as its content.
      parser.on("file", (name: string | undefined, stream) => {
        const chunks: Buffer[] = [];
        stream.on("data", (chunk: Buffer) => chunks.push(chunk));
        stream.on("end", () => keep(name, Buffer.concat(chunks).toString("utf8")));
      });
      parser.on("error", () => resolve(null));
      parser.on("close", () => resolve(pairs));
      parser.end(bytes);
    } catch {
      resolve(null);
    }
  });
}

type Pair = readonly [string, string];

/** `a[b]=1` and `a[]=1` become objects and lists, as PHP reads them. The last of equal names wins. */
export function expand(pairs: readonly Pair[]): JsonObject {
  const root: Mutable = Object.create(null) as Mutable;
  for (const [name, value] of pairs) {
    const base = /^[^[]+/.exec(name)?.[0];
    const keys = [...name.matchAll(/\[([^\]]*)\]/g)].map((match) => match[1] ?? "");
    if (base === undefined || keys.length === 0) root[name] = value;
    else insert(root, [base, ...keys], value);
  }
  return Object.fromEntries(Object.entries(root).map(([key, value]) => [key, settle(value)]));
}

interface Mutable {
  [key: string]: string | Mutable;
}

function insert(into: Mutable, path: readonly string[], value: string): void {
  const [first, ...rest] = path;
  const key = first === undefined || first === "" ? String(Object.keys(into).length) : first;
  if (rest.length === 0) {
    into[key] = value;
    return;
  }
  const existing = into[key];
  const next: Mutable = typeof existing === "object" ? existing : (Object.create(null) as Mutable);
  into[key] = next;
  insert(next, rest, value);
}

function settle(value: string | Mutable): Json {
  if (typeof value === "string") return value;
  const keys = Object.keys(value);
  if (keys.every((key, index) => key === String(index))) return Object.values(value).map(settle);
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, settle(inner)]));
}
