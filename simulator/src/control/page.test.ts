import { startSimulator, type Simulator } from "../index";
import { bearer, sendHttp, type TestResponse } from "../testing/http";

// Needs a build of the page: `npm test` builds first, otherwise run `npm run build`.

let simulator: Simulator;
beforeAll(async () => {
  simulator = await startSimulator();
});
beforeEach(() => simulator.reset());
afterAll(() => simulator.close());

type Headers = Readonly<Record<string, string>>;

const html = { accept: "text/html,application/xhtml+xml,*/*;q=0.8" };
const browser = { ...html, "sec-fetch-site": "none", "sec-fetch-mode": "navigate", "sec-fetch-dest": "document" };

function open(path: string, headers: Headers): Promise<TestResponse> {
  return sendHttp(`${simulator.controlUrl}${path}`, { headers });
}

function tokenIn(page: TestResponse): string | undefined {
  return /<meta name="control-token" content="([^"]+)">/.exec(page.text)?.[1];
}

test("a browser gets the page, a program the list of routes", async () => {
  const page = await open("/", browser);
  expect(page.headers["content-type"]).toBe("text/html; charset=utf-8");
  expect(page.text).toContain('<script type="module" src="/ui/app.js">');
  for (const headers of [{}, { accept: "*/*" }, { accept: "application/json" }]) {
    const got = await open("/", headers);
    expect(got.json).toMatchObject({ routes: expect.arrayContaining(["GET /state", "GET /events"]) });
  }
});

test.each([
  ["/ui/app.js", "text/javascript; charset=utf-8"],
  ["/ui/app.css", "text/css; charset=utf-8"],
])("%s has the type %s", async (path, type) => {
  const got = await open(path, { "sec-fetch-site": "same-origin" });
  expect([got.status, got.headers["content-type"]]).toEqual([200, type]);
  expect(got.text.length).toBeGreaterThan(1_000);
});

test.each(["/", "/ui/app.js", "/ui/app.css"])("%s has a strict policy and is not cached", async (path) => {
  const { headers } = await open(path, browser);
  expect(headers).toMatchObject({
    "content-security-policy":
      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "cache-control": "no-store",
  });
  expect(headers["access-control-allow-origin"]).toBeUndefined();
});

test("the page and its parts name no other address", async () => {
  for (const path of ["/", "/ui/app.js", "/ui/app.css"]) {
    const { text } = await open(path, browser);
    const addresses = (text.match(/https?:\/\/[^\s"'`)]+/g) ?? []).filter((address) => !isHarmless(address));
    expect([path, addresses]).toEqual([path, []]);
    expect(text).not.toMatch(/sourceMappingURL|@import/);
  }
});

/** Names of XML vocabularies, an example of an address on this machine, and the prefix of links that a text contains. */
function isHarmless(address: string): boolean {
  return /^http:\/\/(www\.w3\.org\b|127\.0\.0\.1\b|\$\{)/.test(address);
}

test("the page contains the control token, which allows writes", async () => {
  const token = tokenIn(await open("/", browser));
  expect(token).toBe(simulator.controlToken);
  const write = (headers: Headers) =>
    sendHttp(`${simulator.controlUrl}/faults`, {
      method: "POST",
      headers: {
        ...{ "content-type": "application/json", origin: simulator.controlUrl, "sec-fetch-site": "same-origin" },
        ...headers,
      },
      body: '{"effect":{"kind":"drop"}}',
    });
  expect((await write({})).status).toBe(401);
  expect((await write(bearer(token ?? ""))).status).toBe(200);
});

test.each<readonly [string, Headers, number]>([
  ["a page of another port on this machine", { ...html, origin: "http://localhost:5173" }, 200],
  ["a foreign page", { ...html, origin: "https://evil.example" }, 403],
  ["a page with a hidden origin", { ...html, origin: "null" }, 403],
  ["a frame or an image of a foreign page", { ...html, "sec-fetch-site": "cross-site" }, 403],
  ["a foreign host name after DNS rebinding", { ...html, host: "evil.example" }, 403],
  ["a foreign host name with the right port", { ...html, host: "evil.example:8421" }, 403],
  ["the name of this machine without the port", { ...html, host: "localhost" }, 403],
])("%s does not get the token", async (_who, headers, status) => {
  for (const path of ["/", "/ui/app.js", "/events"]) {
    if (path === "/events" && status === 200) continue;
    const got = await open(path, headers);
    expect([got.status, got.text.includes(simulator.controlToken)]).toEqual([status, false]);
  }
});

test("a form of a foreign page cannot write", async () => {
  for (const headers of [
    { origin: "https://evil.example", "content-type": "text/plain" },
    { origin: "null", "content-type": "application/x-www-form-urlencoded" },
    { "sec-fetch-site": "cross-site", "content-type": "multipart/form-data; boundary=x" },
  ]) {
    const got = await sendHttp(`${simulator.controlUrl}/reset`, { method: "POST", headers, body: "{}" });
    expect(got.status).toBe(403);
  }
});

test("no address of the page contains the token", async () => {
  const page = await open("/", browser);
  expect(page.text.match(/(?:src|href)="[^"]*"/g)?.join()).not.toContain(simulator.controlToken);
  expect(page.headers.location).toBeUndefined();
  expect(JSON.stringify(simulator.journal())).not.toContain(simulator.controlToken);
});

describe("the Graph port", () => {
  const openGraph = (path: string, headers: Headers) => sendHttp(`${simulator.url}${path}`, { headers });
  const controlPort = () => new URL(simulator.controlUrl).port;

  test.each(["127.0.0.1", "localhost", "[::1]"])("sends a browser on %s to the page", async (host) => {
    const got = await openGraph("/", { ...browser, host: `${host}:${new URL(simulator.url).port}` });
    expect([got.status, got.headers.location]).toEqual([302, `http://${host}:${controlPort()}/`]);
    expect(simulator.journal()).toEqual([]);
  });

  test.each<readonly [string, string, Headers]>([
    ["a program", "/", {}],
    ["a browser with a query", "/?ids=1", browser],
    ["a browser with a path", "/v26.0/1", browser],
    ["a foreign host name", "/", { ...browser, host: "evil.example" }],
    ["the host name of Graph", "/", { ...browser, host: "graph.facebook.com" }],
    ["a foreign page", "/", { ...browser, origin: "https://evil.example" }],
  ])("answers %s like Graph", async (_who, path, headers) => {
    const got = await openGraph(path, headers);
    expect([got.headers.location, got.json]).toEqual([undefined, { error: expect.anything() }]);
    expect(simulator.journal()).toHaveLength(1);
  });
});
