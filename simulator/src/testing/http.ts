import { request as send, type IncomingHttpHeaders } from "node:http";
import { isObject, parseJson, type Json, type JsonObject } from "../json";

export interface TestRequest {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

export interface TestResponse {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  readonly json: JsonObject;
  readonly value: Json;
}

/** Sends a request over a socket, exactly as given; undici would refuse bodies on GET. */
export function sendHttp(url: string, { method = "GET", headers = {}, body }: TestRequest = {}): Promise<TestResponse> {
  return new Promise((resolve, reject) => {
    const length = body === undefined ? {} : { "content-length": String(Buffer.byteLength(body)) };
    const outgoing = send(url, { method, agent: false, headers: { ...headers, ...length } }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("error", reject);
      response.on("end", () => {
        const text = Buffer.concat(chunks).toString("utf8");
        const parsed = parseJson(text);
        const value = parsed.ok ? parsed.value : null;
        const json = isObject(value) ? value : {};
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text, json, value });
      });
    });
    outgoing.on("error", reject);
    outgoing.end(body);
  });
}

const boundary = "------------------------509aa61c3c693853";

/** Creates a form like curl for `-F name=value`. */
export function createCurlForm(
  parts: readonly (readonly [string, string])[],
): Required<Pick<TestRequest, "headers" | "body">> {
  const written = parts.map(
    ([name, value]) => `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  return {
    headers: { "content-type": `multipart/form-data; boundary=${boundary}` },
    body: `${written.join("")}--${boundary}--\r\n`,
  };
}

export function jsonBody(value: Json): Required<Pick<TestRequest, "headers" | "body">> {
  return { headers: { "content-type": "application/json" }, body: JSON.stringify(value) };
}

export function bearer(token: string): Readonly<Record<string, string>> {
  return { authorization: `Bearer ${token}` };
}

export function textOf(value: Json | undefined): string {
  if (typeof value !== "string") throw new TypeError(`not text: ${JSON.stringify(value)}`);
  return value;
}

export function errorOf(got: TestResponse): JsonObject {
  const { error } = got.json;
  return isObject(error) ? error : {};
}

export function dataOf(got: TestResponse): readonly JsonObject[] {
  const { data } = got.json;
  return Array.isArray(data) ? data.filter(isObject) : [];
}
