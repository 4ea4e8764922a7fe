import { sequenceArgs, handlerText, createSequence, sequenceIdOf } from "../support/world/sequences";
import { calls, TestAccount, writes } from "../support/world/account";
import { failureOf, partialFailureOf } from "../support/world/failures";

let account: TestAccount;
beforeAll(async () => {
  account = await TestAccount.open();
});
beforeEach(() => account.meta.reset());
afterAll(() => account.close());

describe("create", () => {
  test("makes one POST, one listing before it and one read-back after it", async () => {
    const { id, outs } = await createSequence(account.run());
    expect(calls(account.meta.journal())).toEqual([
      `GET ${account.edge}`,
      `POST ${account.edge}`,
      "GET /app",
      `GET ${account.edge}`,
    ]);
    expect(account.meta.sequences()).toEqual([
      expect.objectContaining({
        id: sequenceIdOf(id),
        name: "Driver sign-up",
        content: {
          text: "Hi! Thanks for your interest in driving with us.",
          autofill_message: { content: "Hello! Can I get more info on this?" },
          ice_breakers: [{ title: "How do I sign up?" }, { title: "What do I need?" }],
        },
      }),
    ]);
    expect(outs).toMatchObject({
      ...sequenceArgs(),
      wabaId: account.meta.wabaId,
      sequenceId: sequenceIdOf(id),
      isUsedInAd: false,
      __stateVersion: 1,
      __appId: account.meta.appId,
    });
    expect(id).toBe(`${account.meta.wabaId}/${sequenceIdOf(id)}`);
  });

  test("of a hundred costs a hundred POSTs, one listing before them, and one for those that end together", async () => {
    const run = account.run();
    await Promise.all(Array.from({ length: 100 }, (_, i) => createSequence(run, { name: `s${i}` })));
    const journal = account.meta.journal();
    expect(writes(journal)).toHaveLength(100);
    const firstPost = journal.findIndex(({ method }) => method === "POST");
    expect(journal.slice(0, firstPost).filter(({ path }) => path === account.edge)).toHaveLength(1);
    expect(journal.filter(({ method, path }) => method === "GET" && path === account.edge).length).toBeLessThan(60);
    expect(account.meta.sequences()).toHaveLength(100);
  });

  test("whose read-back fails records the id, and the next run settles it without a second one", async () => {
    const match = { verb: "list" } as const;
    account.meta.faults.add({ match, effect: { kind: "status", status: 503 }, nth: 2, times: "always" });
    const run = account.run();
    const { inputs } = await run.handler.check({}, sequenceArgs());
    const half = await partialFailureOf(run.handler.create(inputs));
    const [row] = account.meta.sequences();
    expect(half.id).toBe(`${account.meta.wabaId}/${row?.id ?? ""}`);
    expect(half.reasons).toEqual([expect.stringContaining("It is recorded in the state")]);
    expect(half.properties["__provider"]).toBe(handlerText);
    account.meta.faults.clear();
    account.meta.clearJournal();
    const { outs } = await account.run().handler.update(half.id, half.properties, inputs);
    expect(writes(account.meta.journal())).toEqual([]);
    expect(outs).not.toHaveProperty("__unsettled");
    expect(account.meta.sequences()).toHaveLength(1);
  });
});

describe("adopt", () => {
  test("takes over an equal row without a write", async () => {
    const { id } = await createSequence(account.run());
    account.meta.clearJournal();
    const adopted = await createSequence(account.run(), { adoptSequenceId: sequenceIdOf(id) });
    expect(adopted.id).toBe(id);
    expect(writes(account.meta.journal())).toEqual([]);
  });

  test("brings a different row to what the program says", async () => {
    const { id } = await createSequence(account.run());
    await createSequence(account.run(), { adoptSequenceId: sequenceIdOf(id), text: "New" });
    expect(account.meta.sequences()).toEqual([
      expect.objectContaining({ id: sequenceIdOf(id), content: expect.objectContaining({ text: "New" }) }),
    ]);
  });

  test("of an id the account does not show fails and makes nothing", async () => {
    const { message } = await failureOf(createSequence(account.run(), { adoptSequenceId: "999" }));
    expect(message).toMatch(/^Could not adopt sequence "Driver sign-up" \(102290129340398\/999\)\. /);
    expect(account.meta.sequences()).toEqual([]);
  });
});

describe("check and diff", () => {
  test("make no call, also without a token", async () => {
    const run = account.run({ WHATSAPP_ACCESS_TOKEN: "" });
    const { inputs } = await run.handler.check({}, sequenceArgs());
    await run.handler.diff("102290129340398/1", inputs, { ...inputs, text: "New" });
    expect(account.meta.journal()).toEqual([]);
  });

  test("leave the property empty, since the engine would print its whole value", async () => {
    const { failures } = await account.run().handler.check({}, sequenceArgs({ text: "" }));
    expect(failures).toEqual([{ property: "", reason: expect.stringMatching(/^text: must not be empty/) }]);
  });

  test("take the account from the program, the environment, the configuration, then the old inputs", async () => {
    const config = { "whatsapp:wabaId": "333" };
    const waba = async (run: ReturnType<TestAccount["run"]>, news: object, olds = {}) =>
      (await run.handler.check(olds, sequenceArgs({ ...news }))).inputs["wabaId"];
    expect(await waba(account.run({ WHATSAPP_WABA_ID: "222" }, config), { wabaId: "111" })).toBe("111");
    expect(await waba(account.run({ WHATSAPP_WABA_ID: "222" }, config), {})).toBe("222");
    expect(await waba(account.run({ WHATSAPP_WABA_ID: "" }, config), {})).toBe("333");
    expect(await waba(account.run({ WHATSAPP_WABA_ID: "" }), {}, { wabaId: "444" })).toBe("444");
    const explicit = { "whatsapp:explicitProvider": "true", "whatsapp:wabaId": "555" };
    expect(await waba(account.run({ WHATSAPP_WABA_ID: "222" }, explicit), {})).toBe("555");
    const { failures } = await account.run({ WHATSAPP_WABA_ID: "" }).handler.check({}, sequenceArgs());
    expect(failures).toEqual([
      { property: "", reason: expect.stringMatching(/^wabaId: is required; give it here or with .*WHATSAPP_WABA_ID/) },
    ]);
  });

  test("name malformed settings and where to set them", async () => {
    const { failures } = await account
      .run({ WHATSAPP_BASE_URL: "http://evil.example" })
      .handler.check({}, sequenceArgs());
    expect(failures).toEqual([
      { property: "", reason: expect.stringMatching(/^whatsapp:baseUrl: .*WHATSAPP_BASE_URL/) },
    ]);
  });

  test.each([
    ["nothing", {}, { changes: false, replaces: [] }],
    ["the text", { text: "New" }, { changes: true, replaces: [] }],
    [
      "the order of ice breakers",
      { iceBreakers: [{ title: "What do I need?" }, { title: "How do I sign up?" }] },
      { changes: true, replaces: [] },
    ],
    ["the account", { wabaId: "999" }, { changes: true, replaces: ["wabaId"] }],
    ["the mode only", { onContentChange: "replace" }, { changes: true, replaces: [] }],
    ["the text in replace mode", { onContentChange: "replace", text: "New" }, { changes: true, replaces: ["text"] }],
    [
      "an unknown text in replace mode",
      { onContentChange: "replace", text: "04da6b54-80e4-46f7-96ec-b56ff0331ba9" },
      { changes: true, replaces: [] },
    ],
    ["no ice breakers instead of an empty list", { iceBreakers: [] }, { changes: true, replaces: [] }],
  ])("a change of %s", async (_what, changes, expected) => {
    const { id, outs, inputs } = await createSequence(account.run());
    expect(await account.run().handler.diff(id, outs, { ...inputs, ...changes })).toEqual({
      ...expected,
      deleteBeforeReplace: false,
    });
  });

  test("warn in the plan of a change to a sequence that an ad uses, and not during a refresh", async () => {
    const { id, outs, inputs } = await createSequence(account.run());
    const planned = account.run();
    const { inputs: news } = await planned.handler.check(inputs, sequenceArgs({ text: "New" }));
    await planned.handler.diff(id, { ...outs, isUsedInAd: true }, news);
    expect(planned.warnings).toEqual([
      expect.stringContaining("is used in an ad: Meta will probably refuse this change (4027012)"),
    ]);
    const refreshed = account.run();
    await refreshed.handler.diff(id, { ...outs, text: "drifted", isUsedInAd: true }, inputs);
    expect(refreshed.warnings).toEqual([]);
  });

  test("warn of lengths that Meta limits elsewhere, and do not fail", async () => {
    const run = account.run();
    const { failures } = await run.handler.check({}, sequenceArgs({ text: "x".repeat(301) }));
    expect(failures).toEqual([]);
    expect(run.warnings).toEqual([expect.stringContaining('sequence "Driver sign-up": text: 301 characters')]);
  });
});

describe("update", () => {
  test("sends the whole content under the id, and reads it back", async () => {
    const { id, outs, inputs } = await createSequence(account.run());
    account.meta.clearJournal();
    const { outs: after } = await account.run().handler.update(id, outs, { ...inputs, text: "New" });
    expect(calls(account.meta.journal())).toEqual([`POST ${account.edge}`, "GET /app", `GET ${account.edge}`]);
    expect(account.meta.journal()[0]?.body).toMatchObject({ sequence_id: sequenceIdOf(id), name: "Driver sign-up" });
    expect(after).toMatchObject({ text: "New", sequenceId: sequenceIdOf(id) });
  });

  test("of local arguments only makes no call", async () => {
    const { id, outs, inputs } = await createSequence(account.run());
    account.meta.clearJournal();
    const { outs: after } = await account.run().handler.update(id, outs, { ...inputs, onContentChange: "replace" });
    expect(account.meta.journal()).toEqual([]);
    expect(after).toMatchObject({
      onContentChange: "replace",
      sequenceId: sequenceIdOf(id),
      __appId: account.meta.appId,
    });
  });
});

describe("read", () => {
  test("returns drift as outputs and as inputs, with the local arguments kept", async () => {
    const { id, outs } = await createSequence(account.run(), { onContentChange: "replace" });
    account.meta.editSequence(sequenceIdOf(id), { name: "Renamed" });
    const result = await account.run().handler.read(id, outs);
    expect(result.id).toBe(id);
    expect(result.inputs).toMatchObject({
      name: "Renamed",
      onContentChange: "replace",
      __provider: handlerText,
      wabaId: account.meta.wabaId,
    });
    expect(result.inputs).not.toHaveProperty("sequenceId");
    expect(result.props).toMatchObject({ name: "Renamed", sequenceId: sequenceIdOf(id) });
  });

  test("of one or two asks for each, of more asks for the list once", async () => {
    const run = account.run();
    const all = await Promise.all(Array.from({ length: 30 }, (_, i) => createSequence(run, { name: `s${i}` })));
    account.meta.clearJournal();
    await Promise.all(all.slice(0, 2).map(({ id, outs }) => account.run().handler.read(id, outs)));
    expect(account.meta.journal().filter(({ query }) => query["sequence_id"] !== undefined)).toHaveLength(2);
    account.meta.clearJournal();
    const refreshed = account.run();
    await Promise.all(all.map(({ id, outs }) => refreshed.handler.read(id, outs)));
    expect(calls(account.meta.journal())).toEqual([`GET ${account.edge}`, "GET /app"]);
  });

  test("of hundreds, a few at a time as an engine asks, lists the account once, and again after a write or half a minute", async () => {
    const ids = Array.from({ length: 250 }, (_, i) =>
      account.meta.addSequence({ name: `s${i}`, content: { text: `Hi ${i}` } }),
    ).map((id) => `${account.meta.wabaId}/${id}`);
    const run = account.run();
    const listings = () => account.meta.journal().filter(({ path }) => path === account.edge).length / 3;
    const refresh = async (): Promise<void> => {
      for (let from = 0; from < ids.length; from += 8) {
        await Promise.all(ids.slice(from, from + 8).map((id) => run.handler.read(id, {})));
      }
    };
    await refresh();
    expect(listings()).toBe(1);
    const { id, outs, inputs } = await createSequence(run);
    account.meta.clearJournal();
    await refresh();
    // The listing that confirmed the create serves it.
    expect(listings()).toBe(0);
    await run.handler.update(id, outs, { ...inputs, text: "New" });
    account.meta.editSequence(ids[0]?.split("/")[1] ?? "", { name: "Meanwhile" });
    account.meta.clearJournal();
    expect(await run.handler.read(ids[0] ?? "", {})).toMatchObject({ props: { name: "Meanwhile" } });
    account.meta.clearJournal();
    await refresh();
    run.pass(31_000);
    await refresh();
    expect(listings()).toBe(2);
  });

  test("of a few in an account of many pages asks for each, since a listing would cost more", async () => {
    const ids = Array.from({ length: 450 }, (_, i) =>
      account.meta.addSequence({ name: `s${i}`, content: { text: `Hi ${i}` } }),
    );
    const run = account.run();
    const update = await createSequence(run, { adoptSequenceId: ids[0], name: "s0" });
    await Promise.all(ids.map((id) => run.handler.read(`${account.meta.wabaId}/${id}`, {})));
    await run.handler.update(update.id, update.outs, { ...update.inputs, text: "New" });
    account.meta.clearJournal();
    await Promise.all(ids.slice(0, 4).map((id) => run.handler.read(`${account.meta.wabaId}/${id}`, {})));
    const reads = account.meta.journal().filter(({ path }) => path === account.edge);
    expect(reads.map(({ query }) => query["sequence_id"]).sort()).toEqual(ids.slice(0, 4).sort());
  });

  test("proves that a row is gone before it says so", async () => {
    const { id, outs } = await createSequence(account.run());
    account.meta.removeSequence(sequenceIdOf(id));
    account.meta.clearJournal();
    expect(await account.run().handler.read(id, outs)).toEqual({ id: "" });
    expect(calls(account.meta.journal())).toEqual([
      `GET ${account.edge}`,
      "GET /app",
      `GET ${account.edge}`,
      `GET /${sequenceIdOf(id)}`,
    ]);
  });

  test("with the token of another app keeps the state and says whose it is", async () => {
    const { id, outs } = await createSequence(account.run());
    account.meta.addApp({ id: "777" });
    const token = account.meta.addToken({ appId: "777" });
    const { message } = await failureOf(account.run({ WHATSAPP_ACCESS_TOKEN: token }).handler.read(id, outs));
    expect(message).toContain(`app ${account.meta.appId} created it, but the token belongs to app 777`);
    const gone = await failureOf(account.run({ WHATSAPP_ACCESS_TOKEN: token }).handler.delete(id, outs));
    expect(gone.message).toContain("The state is kept");
    expect(account.meta.sequences()).toHaveLength(1);
  });

  test("of something that a get names and that is not there fails", async () => {
    const { message } = await failureOf(account.run().handler.read("102290129340398/999", { __provider: handlerText }));
    expect(message).toContain("The account does not show a sequence with this id");
  });
});

describe("delete", () => {
  test("asks whether an ad uses it, then deletes", async () => {
    const { id, outs } = await createSequence(account.run());
    account.meta.clearJournal();
    await account.run().handler.delete(id, outs);
    expect(calls(account.meta.journal())).toEqual([`GET ${account.edge}`, `DELETE ${account.edge}`]);
    expect(account.meta.sequences()).toEqual([]);
  });

  test("never sends the id that this process has just adopted", async () => {
    const { id, outs } = await createSequence(account.run());
    const run = account.run();
    await createSequence(run, { adoptSequenceId: sequenceIdOf(id) });
    account.meta.clearJournal();
    await run.handler.delete(id, outs);
    expect(account.meta.journal()).toEqual([]);
    expect(account.meta.sequences()).toHaveLength(1);
  });
});

describe("what a user sees", () => {
  test.each([
    [
      "no token",
      { WHATSAPP_ACCESS_TOKEN: "" },
      "No access token is set. Set it with `pulumi config set --secret whatsapp:accessToken`, WHATSAPP_ACCESS_TOKEN",
    ],
    ["a wrong token", { WHATSAPP_ACCESS_TOKEN: "EAAnotAtoken" }, "Set a valid token with"],
    ["a wrong account", { WHATSAPP_WABA_ID: "999" }, "Check that 999 is the WhatsApp Business Account id"],
    ["an unreachable host", { WHATSAPP_BASE_URL: "http://127.0.0.1:1" }, "could not be reached (4 attempts in "],
  ])("with %s", async (_what, environment, expected) => {
    const { message } = await failureOf(createSequence(account.run(environment)));
    expect(message).toContain(expected);
    expect(message).toMatch(/^Could not create sequence "Driver sign-up" in account \d+\. /);
    expect(message).not.toContain("EAA");
    expect(account.meta.sequences()).toEqual([]);
  });
});
