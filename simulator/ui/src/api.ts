/** Calls the control API. The server puts the token for writes into the page. */

const token = document.querySelector<HTMLMetaElement>('meta[name="control-token"]')?.content ?? "";

export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/** Sends a request and returns the JSON of its response. Throws an Error with the API's message. */
export async function callApi<Result>(method: Method, path: string, body?: unknown): Promise<Result> {
  return (await sendRequest(method, path, JSON.stringify(body), "application/json").then((got) =>
    got.json(),
  )) as Result;
}

/** Sends text, such as a seed in YAML. */
export async function sendText(path: string, text: string, type: string): Promise<void> {
  await sendRequest("POST", path, text, type);
}

/** Reads a response as YAML. */
export async function readYaml(path: string): Promise<string> {
  return (await sendRequest("GET", path, undefined, "application/yaml")).text();
}

/** `type` is the media type of the body and of the response. */
async function sendRequest(method: Method, path: string, body: string | undefined, type: string): Promise<Response> {
  const response = await fetch(path, {
    method,
    headers: {
      accept: type,
      ...(method === "GET" ? {} : { authorization: `Bearer ${token}` }),
      ...(body === undefined ? {} : { "content-type": type }),
    },
    ...(body === undefined ? {} : { body }),
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
