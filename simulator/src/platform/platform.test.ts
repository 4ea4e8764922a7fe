import { startSimulator, type Simulator, type SimulatorOptions } from "../index";
import { clientOf, errorCodesOf, greeting } from "../testing/client";
import { bearer, createCurlForm, dataOf, errorOf, sendHttp, jsonBody, type TestRequest } from "../testing/http";

let open: Simulator[] = [];
afterEach(async () => {
  await Promise.all(open.map((simulator) => simulator.close()));
  open = [];
});

async function start(options: SimulatorOptions = {}): Promise<Simulator> {
  const simulator = await startSimulator(options);
  open.push(simulator);
  return simulator;
}

function on(platformDate: string, options: SimulatorOptions = {}) {
  return start({ platformDate, ...options });
}

function call(simulator: Simulator, address: string, { headers = {}, ...sent }: TestRequest = {}) {
  return sendHttp(simulator.url + address, { ...sent, headers: { ...bearer(simulator.accessToken), ...headers } });
}

function olderApp(simulator: Simulator) {
  return simulator.addApp({ id: simulator.appId, createdOn: "2025-06-30" });
}

describe("GET /?ids=", () => {
  test.each([
    ["2026-10-26", "/v25.0/", 200],
    ["2026-10-27", "/v25.0/", 500],
    ["2026-10-28", "/v25.0/", 500],
    ["2026-10-28", "/v21.0/", 500],
    ["2026-10-28", "/v14.0/", 500],
    ["2026-07-29", "/v26.0/", 500],
    ["2026-07-29", "/v25.0/", 200],
    ["2026-11-29", "/", 500],
    ["2026-10-26", "/", 500],
  ])("on %s, %s answers %i", async (date, root, status) => {
    const simulator = await on(date);
    expect((await call(simulator, `${root}?ids=${simulator.wabaId}&fields=id`)).status).toBe(status);
  });

  test("is refused with Meta's message, also in a body", async () => {
    const simulator = await start();
    const refusal = {
      error: {
        message: "The ids query parameter is deprecated in v26.0+",
        type: "FacebookApiException",
        code: 100,
        fbtrace_id: expect.any(String),
      },
    };
    const ids = { ids: `${simulator.wabaId},${simulator.pageId}` };
    for (const sent of [{}, jsonBody(ids)]) {
      const got = await call(simulator, `/v25.0/?ids=${simulator.wabaId}`, sent);
      expect([got.status, got.json]).toEqual([500, refusal]);
    }
  });

  test("is refused for an older app with method=get", async () => {
    const simulator = await start();
    olderApp(simulator);
    const got = await call(simulator, `/v25.0/?method=get&ids=${simulator.wabaId}`, { method: "POST" });
    expect(errorOf(got)["message"]).toBe("The ids query parameter is deprecated in v26.0+");
  });

  test("without ids is an unknown path", async () => {
    expect(errorCodesOf(await call(await start(), "/v25.0/"))).toEqual([400, 2500, undefined]);
  });
});

describe("the platform date", () => {
  const clock = { nowMs: () => Date.UTC(2026, 9, 26, 23, 59), sleep: () => Promise.resolve() };
  const fixed = process.env["WHATSAPP_PLATFORM_DATE"];
  afterEach(() => {
    process.env["WHATSAPP_PLATFORM_DATE"] = fixed;
  });

  test("follows the clock, which can be moved", async () => {
    delete process.env["WHATSAPP_PLATFORM_DATE"];
    const simulator = await start({ clock });
    const read = () => call(simulator, `/v25.0/?ids=${simulator.wabaId}`);
    expect([simulator.platformDate(), (await read()).status]).toEqual(["2026-10-26", 200]);
    simulator.advanceClock(60_000);
    expect([simulator.platformDate(), (await read()).status]).toEqual(["2026-10-27", 500]);
  });

  test("is fixed by option or environment without moving the clock", async () => {
    process.env["WHATSAPP_PLATFORM_DATE"] = "2026-08-01";
    expect((await start({ clock })).platformDate()).toBe("2026-08-01");
    const simulator = await on("2026-11-05", { clock });
    expect([simulator.platformDate(), simulator.nowMs()]).toEqual(["2026-11-05", clock.nowMs()]);
  });

  test("can change at run time, and a reset restores it", async () => {
    const simulator = await on("2026-11-29", { clock });
    simulator.setPlatformDate("2026-08-01");
    expect(simulator.platformDate()).toBe("2026-08-01");
    simulator.setPlatformDate(undefined);
    expect(simulator.platformDate()).toBe("2026-10-26");
    simulator.reset();
    expect(simulator.platformDate()).toBe("2026-11-29");
    const change = (date: string | null) =>
      sendHttp(`${simulator.controlUrl}/platform-date`, { method: "PATCH", ...jsonBody({ date }) });
    expect((await change("2026-08-01")).json).toEqual({ date: "2026-08-01" });
    expect((await change(null)).json).toEqual({ date: "2026-10-26" });
    expect((await change("tomorrow")).status).toBe(400);
    expect((await sendHttp(`${simulator.controlUrl}/platform-date`)).json).toEqual({ date: "2026-10-26" });
  });

  test.each(["29.11.2026", "2026-13-01", "2026-02-30", "2026-11-29T00:00", "today"])(
    "the date %s is refused, and the error names its source",
    async (date) => {
      await expect(start({ platformDate: date })).rejects.toThrow("platformDate must be a date such as 2026-11-29");
      process.env["WHATSAPP_PLATFORM_DATE"] = date;
      await expect(start()).rejects.toThrow("WHATSAPP_PLATFORM_DATE must be a date such as 2026-11-29");
    },
  );

  test("a day before the tables is refused, but not a clock", async () => {
    await expect(start({ platformDate: "2020-01-01" })).rejects.toThrow("must be 2024-01-23 or later");
    delete process.env["WHATSAPP_PLATFORM_DATE"];
    const simulator = await start({ clock: { ...clock, nowMs: () => 0 } });
    expect(simulator.platformDate()).toBe("2026-11-04");
    expect((await call(simulator, "/v27.0/me")).status).toBe(200);
  });
});

describe("versions of the Graph API", () => {
  test.each([
    ["2026-11-29", "/v27.0/me", "v27.0"],
    ["2026-11-29", "/v20.0/me", "v21.0"],
    ["2026-11-29", "/v14.0/me", "v21.0"],
    ["2026-09-23", "/v20.0/me", "v20.0"],
    ["2027-05-20", "/v22.0/me", "v23.0"],
    ["2026-11-29", "/me", "v27.0"],
    ["2026-08-01", "/me", "v26.0"],
  ])("on %s, %s runs as %s", async (date, address, version) => {
    const simulator = await on(date);
    const got = await call(simulator, address);
    expect([got.status, got.headers["facebook-api-version"]]).toEqual([200, version]);
    expect(simulator.journal()).toMatchObject([{ servedVersion: version }]);
  });

  test.each(["v27.0", "v28.0", "v999.0"])("the day before the release of v27.0, %s is unknown", async (version) => {
    const simulator = await on("2026-11-03");
    expect(errorCodesOf(await call(simulator, `/${version}/me`))).toEqual([400, 2500, undefined]);
  });

  test("a request without a version runs as the app's first version", async () => {
    const simulator = await start();
    olderApp(simulator);
    expect((await call(simulator, "/me")).headers["facebook-api-version"]).toBe("v23.0");
    simulator.addApp({ id: simulator.appId, createdOn: "2021-01-01" });
    expect((await call(simulator, "/me")).headers["facebook-api-version"]).toBe("v21.0");
  });
});

describe("versions of the Marketing API", () => {
  const warning = "x-ad-api-version-warning";

  test.each([
    ["2026-11-09", "v24.0", "v24.0", undefined],
    ["2026-11-10", "v24.0", "v25.0", "The call has been auto-upgraded to v25.0 as v24.0 has been deprecated."],
    ["2026-11-29", "v23.0", "v25.0", "The call has been auto-upgraded to v25.0 as v23.0 has been deprecated."],
    ["2026-11-29", "v12.0", "v25.0", "The call has been auto-upgraded to v25.0 as v12.0 has been deprecated."],
    ["2026-11-29", "v25.0", "v25.0", undefined],
    ["2027-02-23", "v25.0", "v26.0", "The call has been auto-upgraded to v26.0 as v25.0 has been deprecated."],
    ["2026-11-29", "v27.0", "v27.0", undefined],
  ])("on %s, an ads edge in %s runs as %s", async (date, asked, served, text) => {
    const simulator = await on(date);
    const { adId, creativeId } = simulator.addAd({});
    const account = `act_${simulator.adAccountId}`;
    for (const path of [account, `${account}/ads`, `${account}/adcreatives`, adId, creativeId, simulator.adSetId]) {
      const { status, headers } = await call(simulator, `/${asked}/${path}`);
      expect([path, status, headers["facebook-api-version"], headers[warning]]).toEqual([path, 200, served, text]);
    }
    const sequences = await call(simulator, `/${asked}/${simulator.wabaId}/welcome_message_sequences`);
    expect(sequences.headers[warning]).toBeUndefined();
  });

  test('endedMarketingVersion: "refuse" refuses an ended version with 2635', async () => {
    const simulator = await start({ behaviour: { endedMarketingVersion: "refuse" } });
    const edge = `/act_${simulator.adAccountId}/adcreatives`;
    const creative = jsonBody({ name: "a", object_story_spec: { page_id: simulator.pageId } });
    const got = await call(simulator, `/v24.0${edge}`, { method: "POST", ...creative });
    expect(errorCodesOf(got)).toEqual([400, 2635, undefined]);
    expect(errorOf(got)["message"]).toMatch(/Please update to the latest version: v27\.0\.$/);
    expect(simulator.creatives()).toEqual([]);
    expect((await call(simulator, `/v25.0${edge}`)).status).toBe(200);
  });

  test('endingMarketingVersion: "raise" raises a version with an announced end', async () => {
    const simulator = await start({ behaviour: { endingMarketingVersion: "raise" } });
    const edge = `/act_${simulator.adAccountId}/ads`;
    const { headers } = await call(simulator, `/v25.0${edge}`);
    expect([headers["facebook-api-version"], headers[warning]]).toEqual([
      "v26.0",
      "The call has been auto-upgraded to v26.0 as v25.0 will be deprecated.",
    ]);
    expect((await call(simulator, `/v26.0${edge}`)).headers[warning]).toBeUndefined();
  });

  test("a request without a version is refused", async () => {
    const simulator = await start();
    expect(errorCodesOf(await call(simulator, `/act_${simulator.adAccountId}/ads`))).toEqual([400, 2635, undefined]);
  });
});

describe("the parameter method", () => {
  const form = (params: Readonly<Record<string, string>>): TestRequest => ({
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams(params).toString(),
  });

  test.each<[string, (id: string) => [string, TestRequest]]>([
    ["GET, in the query", (id) => [`?method=delete&sequence_id=${id}`, {}]],
    ["POST, in the query", (id) => [`?method=delete&sequence_id=${id}`, { method: "POST" }]],
    ["POST, in capitals", (id) => [`?method=DELETE&sequence_id=${id}`, { method: "POST" }]],
    ["POST, in a form", (id) => ["", { method: "POST", ...form({ method: "delete", sequence_id: id }) }]],
    ["POST, in JSON", (id) => ["", { method: "POST", ...jsonBody({ method: "delete", sequence_id: id }) }]],
    [
      "POST, multipart",
      (id) => [
        "",
        {
          method: "POST",
          ...createCurlForm([
            ["method", "delete"],
            ["sequence_id", id],
          ]),
        },
      ],
    ],
    [
      "POST, over an update",
      (id) => [`?method=delete`, { method: "POST", ...jsonBody({ sequence_id: id, name: "x" }) }],
    ],
  ])("%s is refused for new apps and works for older ones", async (_name, write) => {
    const simulator = await start();
    const id = simulator.addSequence({ name: "a", content: greeting });
    const [query, sent] = write(id);
    const send = () => call(simulator, `/v25.0/${simulator.wabaId}/welcome_message_sequences${query}`, sent);
    expect(errorCodesOf(await send())).toEqual([400, 100, undefined]);
    expect(simulator.sequences()).toMatchObject([{ id, name: "a" }]);
    olderApp(simulator);
    expect((await send()).json).toEqual({ success: true });
    expect(simulator.sequences()).toEqual([]);
  });

  test("method=post creates nothing for a new app", async () => {
    const simulator = await start();
    const edge = `/v25.0/${simulator.wabaId}/welcome_message_sequences`;
    const content = encodeURIComponent(JSON.stringify(greeting));
    const got = await call(simulator, `${edge}?method=post&name=a&welcome_message_sequence=${content}`);
    expect([...errorCodesOf(got), simulator.sequences()]).toEqual([400, 100, undefined, []]);
    expect((await call(simulator, `${edge}?method=get`)).json).toEqual({ data: [] });
  });

  test("the creation day of the app decides", async () => {
    const simulator = await on("2026-11-03");
    const id = simulator.addSequence({ name: "a", content: greeting });
    const remove = () =>
      call(simulator, `/v25.0/${simulator.wabaId}/welcome_message_sequences?method=delete&sequence_id=${id}`);
    simulator.addApp({ id: simulator.appId, createdOn: "2026-11-04" });
    expect((await remove()).status).toBe(400);
    simulator.addApp({ id: simulator.appId, createdOn: "2026-11-03" });
    simulator.setPlatformDate("2026-11-29");
    expect((await remove()).status).toBe(200);
  });
});

describe("other removed features", () => {
  test("field aliases and JSONP only work for older apps", async () => {
    const simulator = await start();
    const id = simulator.addSequence({ name: "a", content: greeting });
    const alias = () => call(simulator, `/v25.0/${id}?fields=name.as(title)`);
    const inner = () =>
      call(simulator, `/v25.0/${simulator.wabaId}?fields=welcome_message_sequences.as(all){name.as(title)}`);
    const jsonp = () => call(simulator, `/v25.0/me?fields=id&callback=app.show`);
    for (const send of [alias, inner, jsonp]) expect(errorCodesOf(await send())).toEqual([400, 100, undefined]);
    olderApp(simulator);
    expect((await alias()).json).toEqual({ title: "a", id });
    expect((await inner()).json).toMatchObject({ all: { data: [{ title: "a", id }] } });
    const shown = await jsonp();
    expect([shown.text, shown.headers["content-type"]]).toEqual([
      `/**/ app.show({"id":"${simulator.userId}"});`,
      "text/javascript; charset=UTF-8",
    ]);
    expect((await call(simulator, "/v25.0/me?callback=a(b")).status).toBe(400);
  });

  test.each([
    ["2026-10-26", "v25.0", 200],
    ["2026-10-26", "v26.0", 400],
    ["2026-10-27", "v25.0", 400],
  ])("date_format on %s in %s: %i", async (date, version, status) => {
    const simulator = await on(date);
    expect((await call(simulator, `/${version}/me?date_format=U`)).status).toBe(status);
  });

  test("pretty, debug and If-None-Match change nothing", async () => {
    const simulator = await start();
    const plain = await call(simulator, "/v25.0/me");
    const etag = { headers: { "if-none-match": String(plain.headers["etag"]) } };
    for (const [query, sent] of [
      ["?pretty=1", {}],
      ["?debug=all", {}],
      ["", etag],
    ] as const) {
      const got = await call(simulator, `/v25.0/me${query}`, sent);
      expect([got.status, got.text]).toEqual([200, plain.text]);
    }
  });

  test("asynchronous batches are refused", async () => {
    const simulator = await start();
    const sent = jsonBody({ asyncbatch: [{ method: "GET", relative_url: "me" }] });
    const got = await call(simulator, "/v25.0/", { method: "POST", ...sent });
    expect(errorCodesOf(got)).toEqual([400, 100, undefined]);
    expect(errorOf(got)["message"]).toContain("asynchronous batch is not available to apps");
  });

  test("an unknown token is refused before the version", async () => {
    const simulator = await start();
    const got = await sendHttp(`${simulator.url}/v25.0/?ids=1`, { headers: bearer("EAAnonsense") });
    expect(errorCodesOf(got)).toEqual([401, 190, undefined]);
  });
});

test("createdOn of an app can be seeded and is validated", async () => {
  const simulator = await start({ seed: { apps: [{ id: "5005", createdOn: "2025-06-30" }] } });
  const client = clientOf(simulator, simulator.addToken({ appId: "5005" }));
  const id = await client.create();
  expect(dataOf(await client.list(`?fields=name.as(title)`))).toEqual([{ title: "Driver sign-up", id }]);
  expect(() => simulator.addApp({ id: "1", createdOn: "June" })).toThrow("createdOn of app 1 must be a date");
  expect(JSON.stringify(await sendHttp(`${simulator.controlUrl}/state`))).not.toContain(simulator.appSecret);
});
