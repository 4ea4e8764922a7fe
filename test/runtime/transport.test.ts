import { createServer, type RequestListener, type Server } from "node:http";
import { once } from "node:events";
import { args, failureOf, TestAccount } from "../support/account";

/** A listener that is no Graph API: what it does is the test. */
async function listening(
  listener: RequestListener,
): Promise<{ url: string; close: () => Promise<void>; seen: string[] }> {
  const seen: string[] = [];
  const server: Server = createServer((request, response) => {
    seen.push(`${request.method ?? ""} ${request.url ?? ""}`);
    listener(request, response);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return {
    url: `http://127.0.0.1:${address.port}`,
    seen,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

let account: TestAccount;
beforeAll(async () => {
  account = await TestAccount.open();
});
afterAll(() => account.close());

/** What creating says against a listener; limits are small so that nothing takes long. */
async function said(url: string): Promise<string> {
  const limits = {
    WHATSAPP_ATTEMPT_TIMEOUT_MS: "300",
    WHATSAPP_OPERATION_TIMEOUT_MS: "1000",
    WHATSAPP_MAX_ATTEMPTS: "2",
  };
  const run = account.run({ WHATSAPP_BASE_URL: url, ...limits });
  const { inputs } = await run.handler.check({}, args());
  return (await failureOf(run.handler.create(inputs))).message;
}

test.each([301, 302, 307, 308])("a redirect %i is not followed, and the other host sees nothing", async (status) => {
  const decoy = await listening((_request, response) => response.end("{}"));
  const redirecting = await listening((_request, response) =>
    response.writeHead(status, { location: decoy.url }).end(),
  );
  try {
    expect(await said(redirecting.url)).toContain("unexpected redirect, not followed");
    expect(decoy.seen).toEqual([]);
  } finally {
    await Promise.all([decoy.close(), redirecting.close()]);
  }
});

test("proxy variables are not used for a loopback address", async () => {
  const proxy = await listening((_request, response) => response.end("{}"));
  const before = { ...process.env };
  process.env["HTTP_PROXY"] = process.env["http_proxy"] = proxy.url;
  try {
    const run = account.run();
    const { inputs } = await run.handler.check({}, args());
    await run.handler.create(inputs);
    expect(proxy.seen).toEqual([]);
    expect(account.meta.sequences()).toHaveLength(1);
  } finally {
    process.env = before;
    await proxy.close();
  }
});

test("an answer that dribbles in is cut at the attempt's end", async () => {
  const timers = new Set<NodeJS.Timeout>();
  const dribbling = await listening((_request, response) => {
    response.writeHead(200, { "content-type": "application/json" });
    timers.add(setInterval(() => response.write(" "), 20));
  });
  try {
    expect(await said(dribbling.url)).toContain("no complete answer within");
  } finally {
    timers.forEach(clearInterval);
    await dribbling.close();
  }
});

test("an answer larger than 2 MB is not taken in", async () => {
  const endless = await listening((_request, response) => response.end(`{"data":["${"x".repeat(3_000_000)}"]}`));
  try {
    expect(await said(endless.url)).toContain("the answer is larger than 2 MB");
  } finally {
    await endless.close();
  }
});

test.each([
  ["a login page", "<html>log in</html>", "unexpected answer, not JSON"],
  ["half of JSON", '{"data":[', "unexpected answer, not JSON"],
  ["an odd shape", '{"rows":[]}', "neither an array nor an object with `data`"],
])("%s instead of a list is no list", async (_what, body, expected) => {
  const odd = await listening((_request, response) => response.end(body));
  try {
    expect(await said(odd.url)).toContain(expected);
  } finally {
    await odd.close();
  }
});

test("the token travels in the header and in no address", async () => {
  const seen: (string | undefined)[] = [];
  const server = await listening((request, response) => {
    seen.push(request.headers.authorization);
    response.end("[]");
  });
  try {
    await said(server.url);
    expect(new Set(seen)).toEqual(new Set([`Bearer ${account.meta.accessToken}`]));
    expect(server.seen.join()).not.toContain(account.meta.accessToken);
  } finally {
    await server.close();
  }
});
