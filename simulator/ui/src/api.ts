/** Calls the control API. The server puts the token for writes into the page. */

const token = document.querySelector<HTMLMetaElement>('meta[name="control-token"]')?.content ?? "";

export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

const json = "application/json";
const yaml = "application/yaml";

/** Sends a request and returns the JSON of its response. Throws an Error with the API's message. */
export async function callApi<Result>(method: Method, path: string, body?: unknown): Promise<Result> {
  const response = await sendRequest(method, path, body === undefined ? undefined : [JSON.stringify(body), json]);
  return (await response.json()) as Result;
}

/** Adds the content of a seed in YAML or JSON. */
export async function sendSeed(text: string, type: typeof json | typeof yaml): Promise<void> {
  await sendRequest("POST", "/seed", [text, type]);
}

/** Reads the content as a seed in YAML. */
export async function readSeed(): Promise<string> {
  return (await sendRequest("GET", "/seed", undefined, yaml)).text();
}

/** `body` is a text and its media type; `accept` is the media type of the response. */
async function sendRequest(
  method: Method,
  path: string,
  body?: readonly [text: string, type: string],
  accept: string = json,
): Promise<Response> {
  const [text, type] = body ?? [];
  const response = await fetch(path, {
    method,
    headers: {
      accept,
      ...(method === "GET" ? {} : { authorization: `Bearer ${token}` }),
      ...(type === undefined ? {} : { "content-type": type }),
    },
    ...(text === undefined ? {} : { body: text }),
  });
  if (!response.ok) throw new Error(await readError(response));
  return response;
}

async function readError(response: Response): Promise<string> {
  const text = await response.text();
  try {
    return (JSON.parse(text) as { readonly error: { readonly message: string } }).error.message;
  } catch {
    return text === "" ? `HTTP status ${response.status}` : text;
  }
}
