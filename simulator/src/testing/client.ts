import type { JsonObject } from "../json";
import type { Simulator } from "../simulator";
import { bearer, errorOf, sendHttp, jsonBody, textOf, type TestResponse, type TestRequest } from "./http";

export const greeting = {
  text: "This is a welcome message authored in a 3P tool",
  autofill_message: { content: "Hello! Can I get more info on this!" },
  ice_breakers: [{ title: "Quick reply 1" }, { title: "Quick reply 2" }, { title: "Quick reply 3" }],
} as const;

/** Creates a minimal client: JSON, token in the header. */
export function clientOf(
  simulator: Pick<Simulator, "url" | "accessToken" | "wabaId">,
  token = simulator.accessToken,
  wabaId = simulator.wabaId,
) {
  const edge = `/${wabaId}/welcome_message_sequences`;
  const call = (method: string, path: string, params?: JsonObject): Promise<TestResponse> => {
    const { headers = {}, ...rest }: TestRequest = params === undefined ? {} : jsonBody(params);
    return sendHttp(`${simulator.url}/v25.0${path}`, { method, ...rest, headers: { ...bearer(token), ...headers } });
  };
  return {
    call,
    list: (query = "") => call("GET", `${edge}${query}`),
    write: (params: JsonObject) => call("POST", edge, params),
    remove: (sequenceId: string) => call("DELETE", `${edge}?sequence_id=${sequenceId}`),
    create: async (name = "Driver sign-up"): Promise<string> => {
      const got = await call("POST", edge, { name, welcome_message_sequence: greeting });
      return textOf(got.json["sequence_id"]);
    },
  };
}

/** Returns HTTP status, error code and subcode. */
export function errorCodesOf(got: TestResponse): readonly [number, unknown, unknown] {
  const error = errorOf(got);
  return [got.status, error["code"], error["error_subcode"]];
}

export function featureCodes(code: number): readonly [number, number, number] {
  return [400, 100, code];
}
