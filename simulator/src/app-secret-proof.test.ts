import { createHmac } from "node:crypto";
import { startSimulator, type Simulator } from "./index";
import { greeting } from "./testing/client";
import {
  bearer,
  createCurlForm,
  errorOf,
  sendHttp,
  jsonBody,
  type TestResponse,
  type TestRequest,
} from "./testing/http";

const nowMs = Date.UTC(2026, 10, 29);
const seconds = nowMs / 1000;

let simulator: Simulator;

beforeEach(async () => {
  simulator = await startSimulator({ clock: { nowMs: () => nowMs, sleep: () => Promise.resolve() } });
});
afterEach(() => simulator.close());

function hmac(secret: string, message: string): string {
  return createHmac("sha256", secret).update(message).digest("hex");
}
function proofOf(token = simulator.accessToken, secret = simulator.appSecret): string {
  return hmac(secret, token);
}

function call(path: string, { headers = {}, ...sent }: TestRequest = {}): Promise<TestResponse> {
  return sendHttp(`${simulator.url}/v25.0${path}`, {
    ...sent,
    headers: { ...bearer(simulator.accessToken), ...headers },
  });
}

const invalid = [400, "GraphMethodException", 100, "Invalid appsecret_proof provided in the API argument"];
const missing = [400, "GraphMethodException", 100, "API calls from the server require an appsecret_proof argument"];

function refusalOf(got: TestResponse): readonly unknown[] {
  const { type, code, message } = errorOf(got);
  return [got.status, type, code, message];
}

function edge() {
  return `/${simulator.wabaId}/welcome_message_sequences`;
}

test("accepts a valid proof in lower and upper case", async () => {
  for (const proof of [proofOf(), proofOf().toUpperCase()]) {
    expect((await call(`/me?appsecret_proof=${proof}`)).status).toBe(200);
  }
});

test.each<[string, () => string]>([
  ["of another secret", () => proofOf(simulator.accessToken, "another")],
  ["of another token", () => proofOf(simulator.addToken())],
  ["that is empty", () => ""],
  ["that is no digest", () => "nonsense"],
  ["that is cut", () => proofOf().slice(0, 63)],
  ["of the whole header", () => hmac(simulator.appSecret, `Bearer ${simulator.accessToken}`)],
])("a proof %s is refused and nothing is written", async (_name, make) => {
  const appsecret_proof = make();
  const sequence = { name: "a", welcome_message_sequence: JSON.stringify(greeting) };
  const query = new URLSearchParams({ appsecret_proof }).toString();
  const form = new URLSearchParams({ ...sequence, appsecret_proof }).toString();
  expect(refusalOf(await call(`/me?${query}`))).toEqual(invalid);
  for (const sent of [
    jsonBody({ ...sequence, appsecret_proof }),
    { headers: { "content-type": "application/x-www-form-urlencoded" }, body: form },
    createCurlForm(Object.entries({ ...sequence, appsecret_proof })),
  ]) {
    expect(refusalOf(await call(edge(), { method: "POST", ...sent }))).toEqual(invalid);
  }
  expect(simulator.sequences()).toEqual([]);
});

test("of two proofs, both must be valid", async () => {
  const sent = jsonBody({ appsecret_proof: proofOf() });
  expect((await call(`/me?appsecret_proof=${proofOf()}`, sent)).status).toBe(200);
  expect(refusalOf(await call(`/me?appsecret_proof=${proofOf("x")}`, sent))).toEqual(invalid);
});

test("each app has its own secret", async () => {
  simulator.addApp({ id: "5005", secret: "a secret of its own" });
  const token = simulator.addToken({ appId: "5005" });
  const read = (secret: string) => call(`/me?appsecret_proof=${proofOf(token, secret)}`, { headers: bearer(token) });
  expect((await read("a secret of its own")).status).toBe(200);
  expect(refusalOf(await read(simulator.appSecret))).toEqual(invalid);
});

describe("a proof with a time", () => {
  const proofAt = (time: number | string) =>
    call(`/me?appsecret_time=${time}&appsecret_proof=${hmac(simulator.appSecret, `${simulator.accessToken}|${time}`)}`);

  test.each([0, 299, 300, -60])("is valid %i seconds later", async (age) => {
    expect((await proofAt(seconds - age)).status).toBe(200);
  });

  test.each([301, 3600, -301])("is not valid %i seconds later", async (age) => {
    expect(refusalOf(await proofAt(seconds - age))).toEqual(invalid);
  });

  test("is refused for another or malformed time", async () => {
    const proof = hmac(simulator.appSecret, `${simulator.accessToken}|${seconds}`);
    expect(refusalOf(await call(`/me?appsecret_time=${seconds - 1}&appsecret_proof=${proof}`))).toEqual(invalid);
    expect(refusalOf(await call(`/me?appsecret_proof=${proof}`))).toEqual(invalid);
    expect(refusalOf(await call(`/me?appsecret_time=${seconds}&appsecret_proof=${proofOf()}`))).toEqual(invalid);
    expect(refusalOf(await proofAt("noon"))).toEqual(invalid);
  });
});

describe("with requireAppSecretProof", () => {
  beforeEach(() => simulator.setBehaviour({ requireAppSecretProof: true }));

  test("a request without a proof is refused", async () => {
    expect(refusalOf(await call("/me"))).toEqual(missing);
    expect((await call(`/me?appsecret_proof=${proofOf()}`)).status).toBe(200);
    expect(refusalOf(await call("/me?appsecret_proof=nonsense"))).toEqual(invalid);
  });

  test("links to the next page do not contain the proof", async () => {
    for (const name of ["a", "b"]) simulator.addSequence({ name, content: greeting });
    const got = await call(`${edge()}?limit=1&appsecret_proof=${proofOf()}`);
    const { next } = got.json["paging"] as { readonly next: string };
    expect(next).not.toContain("appsecret_proof");
    expect(refusalOf(await sendHttp(next))).toEqual(missing);
    expect((await sendHttp(`${next}&appsecret_proof=${proofOf()}`)).status).toBe(200);
  });
});

describe("in a batch", () => {
  const other = () => simulator.addToken({ appId: "5005" });
  const batch = async (items: readonly string[], appsecret_proof?: string) => {
    const parts = items.map((relative_url) => ({ method: "GET", relative_url }));
    const body = { batch: parts, ...(appsecret_proof === undefined ? {} : { appsecret_proof }) };
    return call("/", { method: "POST", ...jsonBody(body) });
  };
  const itemCodes = (got: TestResponse): readonly number[] =>
    (got.value as unknown as readonly { readonly code: number }[]).map(({ code }) => code);

  test("a proof of the batch serves items with its token", async () => {
    simulator.setBehaviour({ requireAppSecretProof: true });
    const token = other();
    const items = ["me", `me?access_token=${token}`, `me?access_token=${token}&appsecret_proof=${proofOf(token)}`];
    expect(itemCodes(await batch(items, proofOf()))).toEqual([200, 400, 200]);
    expect(refusalOf(await batch(items, proofOf(token)))).toEqual(invalid);
    expect(refusalOf(await batch(items))).toEqual(missing);
  });

  test("a proof of an item is checked against the item's token", async () => {
    const token = other();
    const items = [`me?appsecret_proof=${proofOf()}`, `me?appsecret_proof=${proofOf(token)}`, "me"];
    expect(itemCodes(await batch(items))).toEqual([200, 400, 200]);
  });

  describe("with requireAppSecretProof", () => {
    const withToken = (token: string, proof?: string): string =>
      `me?access_token=${token}${proof === undefined ? "" : `&appsecret_proof=${proof}`}`;

    beforeEach(() => simulator.setBehaviour({ requireAppSecretProof: true }));

    test("each item can have a proof, and a wrong one fails it", async () => {
      const [own, token] = [simulator.accessToken, other()];
      const items = [`me?appsecret_proof=${proofOf()}`, withToken(own, proofOf()), withToken(token, proofOf(token))];
      expect(itemCodes(await batch(items))).toEqual([200, 200, 200]);
      expect(itemCodes(await batch([...items, withToken(own, proofOf(token))]))).toEqual([200, 200, 200, 400]);
      expect(refusalOf(await batch(items, proofOf(token)))).toEqual(invalid);
    });

    test("an item can have its proof in its body", async () => {
      const body = new URLSearchParams({ appsecret_proof: proofOf(), welcome_message_sequence: "{}" }).toString();
      const item = { method: "POST", relative_url: edge().slice(1), body };
      const sent = jsonBody({ batch: [item], access_token: simulator.accessToken });
      const got = await sendHttp(`${simulator.url}/v25.0/`, { method: "POST", ...sent });
      expect(got.status).toBe(200);
      expect(got.text).toContain("4027001");
    });

    test("an item without a proof fails a batch without a proof", async () => {
      for (const bare of ["me", withToken(simulator.accessToken), withToken(other())]) {
        expect(refusalOf(await batch([`me?appsecret_proof=${proofOf()}`, bare]))).toEqual(missing);
      }
    });

    test("a malformed item needs no proof", async () => {
      const items = [`me?appsecret_proof=${proofOf()}`, "https://example.com/me"];
      expect(itemCodes(await batch(items))).toEqual([200, 400]);
    });

    test("a proof of the batch serves an item that repeats its token", async () => {
      const own = simulator.accessToken;
      const items = [withToken(own), withToken(own, proofOf()), withToken(own, "nonsense"), withToken(other())];
      expect(itemCodes(await batch(items, proofOf()))).toEqual([200, 200, 400, 400]);
    });
  });
});

test("the journal redacts proof and secret", async () => {
  const token = simulator.addToken({ appId: "5005" });
  const proofs = [proofOf(), proofOf(token), "plain-wrong-proof"];
  for (const proof of proofs) {
    await call(`/me?appsecret_proof=${proof}&note=${proof}`);
    await call(`/me?appsecret_proof[]=${proof}`);
    await call(edge(), { method: "POST", ...jsonBody({ appsecret_proof: proof, note: simulator.appSecret }) });
    const relative_url = `me?access_token=${token}&appsecret_proof=${proof}`;
    const items = [{ method: "POST", relative_url, body: `a=1&appsecret_proof=${proof}` }];
    await call("/", { method: "POST", ...jsonBody({ batch: items, appsecret_proof: proof }) });
    await call("/", { method: "POST", ...createCurlForm([["batch", JSON.stringify(items)]]) });
  }
  const written = JSON.stringify(simulator.journal());
  for (const secret of [...proofs, token, simulator.appSecret]) expect(written).not.toContain(secret);
  expect(simulator.journal()).toMatchObject([
    { query: { appsecret_proof: "[redacted]" } },
    { query: { "appsecret_proof[]": "[redacted]" } },
    { body: { appsecret_proof: "[redacted]" } },
    { body: { appsecret_proof: "[redacted]" } },
    ...Array.from({ length: simulator.journal().length - 4 }, () => ({})),
  ]);
});
