import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Metadata, status } from "@grpc/grpc-js";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import type { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import * as messages from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import { unknownText } from "../../provider/src/schema/unknowns";
import { TestAccount } from "../support/world/account";
import { PluginProcess, toStruct, urnOf } from "../support/plugin-process";

const account = TestAccount.forFile();
const greeting = urnOf("WelcomeMessageSequence", "greeting");
const args = { text: "Hi!", iceBreakers: [{ title: "How?" }] };

let plugin: PluginProcess;
beforeAll(async () => {
  plugin = await PluginProcess.start(account.environment());
});
beforeEach(() => plugin.reconfigure());
afterAll(() => plugin.close());

async function createGreeting() {
  const { inputs } = await plugin.check(greeting, args);
  return { inputs, ...(await plugin.create(greeting, inputs)) };
}

/** Reads what an error says of a resource that exists. */
function initFailureIn(error: unknown) {
  const metadata: unknown = error instanceof Error ? Reflect.get(error, "metadata") : undefined;
  const [packed] = metadata instanceof Metadata ? metadata.get("grpc-status-details-bin") : [];
  if (!Buffer.isBuffer(packed)) return undefined;
  const [detail] = Status.deserializeBinary(packed).getDetailsList();
  if (detail === undefined) return undefined;
  const failure = messages.ErrorResourceInitFailed.deserializeBinary(detail.getValue_asU8());
  return {
    id: failure.getId(),
    reasons: failure.getReasonsList(),
    properties: failure.getProperties()?.toJavaScript(),
  };
}

test("the plugin tells its version and its schema", async () => {
  const info = await plugin.call<PluginInfo>("getPluginInfo", new Empty());
  const response = await plugin.call<messages.GetSchemaResponse>("getSchema", new messages.GetSchemaRequest());
  const text = readFileSync(join(__dirname, "../../provider/schema.json"), "utf8");
  expect(response.getSchema()).toBe(text);
  expect(JSON.parse(text)).toMatchObject({ name: "whatsapp", version: info.getVersion() });
});

test.each(["construct", "call", "parameterize", "getMappings"] as const)("%s is not implemented", async (method) => {
  const request = {
    construct: new messages.ConstructRequest(),
    call: new messages.CallRequest(),
    parameterize: new messages.ParameterizeRequest(),
    getMappings: new messages.GetMappingsRequest(),
  }[method];
  await expect(plugin.call(method, request)).rejects.toMatchObject({ code: status.UNIMPLEMENTED });
});

describe("check", () => {
  test("fills in the name of the resource and the account", async () => {
    const { inputs, failures } = await plugin.check(greeting, args);
    expect(failures).toEqual([]);
    expect(inputs).toEqual({ ...args, name: "greeting", wabaId: account.meta.wabaId });
  });

  test("keeps a given name, and names with the separator of URNs", async () => {
    expect((await plugin.check(greeting, { ...args, name: "Spring" })).inputs["name"]).toBe("Spring");
    const { inputs } = await plugin.check(urnOf("WelcomeMessageSequence", "a::b"), args);
    expect(inputs["name"]).toBe("a::b");
  });

  test("reports all failures, each at its argument if the value is short", async () => {
    const { failures } = await plugin.check(greeting, {
      text: "",
      wabaId: 102290129340398,
      iceBreakers: [{ title: 5 }],
      tekst: "Hi!",
    });
    expect(failures).toEqual([
      {
        property: "",
        reason: expect.stringMatching(/^wabaId: is a number; write it as text in quotes.*, as \$\{shop:NAME\}$/),
      },
      { property: "text", reason: expect.stringContaining("at least one visible character") },
      {
        property: "",
        reason: expect.stringMatching(/^iceBreakers\[0\]\.title: must be a string.*, as \$\{shop:NAME\}$/),
      },
      { property: "tekst", reason: expect.stringContaining('did you mean "text"?') },
    ]);
  });

  test.each([
    ["a long value", { onContentChange: "x".repeat(81) }],
    ["a value with control characters", { onContentChange: "x\u001b[31m" }],
    ["a list", { onContentChange: ["replace"] }],
  ])("shows no value of %s", async (_name, wrong) => {
    const { failures } = await plugin.check(greeting, { ...args, ...wrong });
    expect(failures).toEqual([{ property: "", reason: expect.stringMatching(/^onContentChange: must be one of/) }]);
  });

  test("shows no value that contains the access token", async () => {
    const { inputs, failures } = await plugin.check(greeting, { ...args, text: `Hi ${account.meta.accessToken}` });
    expect(failures).toEqual([{ property: "", reason: expect.stringContaining("text:") }]);
    expect(JSON.stringify([inputs, failures])).not.toContain(account.meta.accessToken);
  });

  test("ends a long list of failures with the number of the others", async () => {
    const iceBreakers = Array.from({ length: 60 }, () => ({ title: "" }));
    const { failures } = await plugin.check(greeting, { ...args, iceBreakers });
    expect(failures).toHaveLength(51);
    expect(failures.at(-1)?.reason).toBe("more: 10 others of the kind are not shown");
  });
});

describe("a preview", () => {
  test("of a create shows what is known and calls nothing", async () => {
    const { inputs } = await plugin.check(greeting, args);
    const { id, outputs } = await plugin.create(greeting, inputs, true);
    expect(id).toBe("");
    expect(outputs).toEqual({ ...inputs, sequenceId: unknownText, isUsedInAd: false, lastUpdateTime: unknownText });
    expect(account.meta.journal()).toEqual([]);
  });

  test("of an adoption knows no output", async () => {
    const { inputs } = await plugin.check(greeting, { ...args, adoptSequenceId: "5" });
    const { outputs } = await plugin.create(greeting, inputs, true);
    expect(outputs).toMatchObject({ sequenceId: unknownText, isUsedInAd: unknownText });
  });

  test("of an update keeps the id and the use known", async () => {
    const { id, inputs, outputs } = await createGreeting();
    const before = account.meta.journal().length;
    const planned = await plugin.update(greeting, id, outputs, { ...inputs, text: "Hello!" }, true);
    expect(planned).toEqual({
      ...inputs,
      text: "Hello!",
      sequenceId: outputs["sequenceId"],
      isUsedInAd: false,
      lastUpdateTime: unknownText,
    });
    expect(account.meta.journal()).toHaveLength(before);
  });

  test.each([
    { text: unknownText, onContentChange: "replace" },
    { iceBreakers: [{ title: unknownText }], onContentChange: "replace" },
    { text: "Hello!", onContentChange: unknownText },
    { wabaId: unknownText },
  ])("of an update that may replace has an unknown id (%j)", async (changed) => {
    const { id, inputs, outputs } = await createGreeting();
    const planned = await plugin.update(greeting, id, outputs, { ...inputs, ...changed }, true);
    expect(planned).toMatchObject({ sequenceId: unknownText, isUsedInAd: unknownText });
  });

  test.each([
    ["AdCreative", { name: "a" }, { creativeId: "1", status: "ACTIVE" }, { creativeId: "1", status: "ACTIVE" }],
    ["AdCreativeAttachment", { adId: "1" }, { previousCreativeId: "2" }, { previousCreativeId: "2" }],
    ["AdCreativeAttachment", { adId: "1" }, {}, {}],
  ])("of an update of %s keeps %j", async (type, inputs, olds, kept) => {
    expect(await plugin.update(urnOf(type, "a"), "1", olds, inputs, true)).toEqual({ ...inputs, ...kept });
  });
});

describe("a diff", () => {
  test("names each path that differs", async () => {
    const { id, inputs, outputs } = await createGreeting();
    const news = { ...inputs, text: "Hello!", iceBreakers: [{ title: "When?" }, { title: "Where?" }] };
    expect(await plugin.diff(greeting, id, outputs, news)).toEqual({
      changes: true,
      replaces: [],
      paths: { text: "UPDATE", "iceBreakers[0].title": "UPDATE", "iceBreakers[1]": "ADD" },
    });
  });

  test("marks the paths that force a replacement", async () => {
    const { id, inputs, outputs } = await createGreeting();
    const news = { ...inputs, wabaId: "999", onContentChange: "replace", iceBreakers: null };
    expect(await plugin.diff(greeting, id, outputs, news)).toEqual({
      changes: true,
      replaces: ["wabaId", "iceBreakers"],
      paths: { wabaId: "UPDATE_REPLACE", iceBreakers: "DELETE_REPLACE", onContentChange: "ADD" },
    });
  });

  test("has paths as the engine reads them, whatever the keys", async () => {
    const keys = ["a.b", 'say "x"', "back\\slash", "new\nline", "k".repeat(90), ""];
    const of = (value: number) => ({
      ...{ adAccountId: "1", name: "a" },
      objectStorySpec: { page_id: "1", ...Object.fromEntries(keys.map((key) => [key, value])) },
    });
    const creative = urnOf("AdCreative", "a");
    await plugin.check(creative, of(2), of(1));
    expect(Object.keys((await plugin.diff(creative, "1/2", of(1), of(2))).paths).sort()).toEqual(
      [
        'objectStorySpec["a.b"]',
        'objectStorySpec["say \\"x\\""]',
        'objectStorySpec["back\\slash"]',
        'objectStorySpec["new\nline"]',
        `objectStorySpec.${"k".repeat(90)}`,
        'objectStorySpec[""]',
      ].sort(),
    );
  });

  test("names the object around a key that no path can contain", async () => {
    const of = (value: number) => ({
      ...{ adAccountId: "1", name: "a" },
      objectStorySpec: { page_id: "1", inner: { "ends\\": value, other: value } },
    });
    const creative = urnOf("AdCreative", "a");
    await plugin.check(creative, of(2), of(1));
    expect((await plugin.diff(creative, "1/2", of(1), of(2))).paths).toEqual({
      "objectStorySpec.inner": "UPDATE_REPLACE",
    });
  });

  test("has an entry for an unknown value", async () => {
    const olds = { adAccountId: "1", name: "a", objectStorySpec: { page_id: "1" }, welcomeMessageSequenceId: "5" };
    const news = { ...olds, welcomeMessageSequenceId: unknownText };
    const creative = urnOf("AdCreative", "a");
    await plugin.check(creative, news, olds);
    expect(await plugin.diff(creative, "1/2", olds, news)).toMatchObject({
      replaces: ["welcomeMessageSequenceId"],
      paths: { welcomeMessageSequenceId: "UPDATE_REPLACE" },
    });
  });

  test("of equal content is none, however it is written", async () => {
    const { id, inputs, outputs } = await createGreeting();
    expect(await plugin.diff(greeting, id, outputs, { ...inputs, autofillMessage: null })).toEqual({
      changes: false,
      replaces: [],
      paths: {},
    });
  });

  test("ignores the handler text of a state that the dynamic provider wrote", async () => {
    const { id, inputs, outputs } = await createGreeting();
    const handler = { __provider: "exports.handler=0" };
    const { changes } = await plugin.diff(greeting, id, { ...outputs, ...handler }, inputs);
    expect(changes).toBe(false);
    const updated = await plugin.update(greeting, id, { ...outputs, ...handler }, { ...inputs, text: "New" });
    expect(updated).not.toHaveProperty("__provider");
  });
});

test("a resource is created, updated, read and deleted", async () => {
  const { id, inputs, outputs } = await createGreeting();
  expect(outputs).toMatchObject({ ...inputs, sequenceId: id.split("/")[1], isUsedInAd: false });
  const updated = await plugin.update(greeting, id, outputs, { ...inputs, text: "Hello!" });
  expect(account.meta.sequences().map(({ content }) => content?.["text"])).toEqual(["Hello!"]);
  const read = await plugin.read(greeting, id, updated);
  expect(read).toMatchObject({ id, outputs: { text: "Hello!" }, inputs: { ...inputs, text: "Hello!" } });
  await plugin.reconfigure();
  await plugin.delete(greeting, id, updated);
  expect(account.meta.sequences()).toEqual([]);
  expect((await plugin.read(greeting, id, updated)).id).toBe("");
});

test("an id alone imports a sequence without a change", async () => {
  const sequenceId = account.meta.addSequence({ name: "Old", content: { text: "Hi" } });
  const id = `${account.meta.wabaId}/${sequenceId}`;
  const { inputs = {}, outputs = {} } = await plugin.read(greeting, id);
  expect(inputs).toEqual({ wabaId: account.meta.wabaId, name: "Old", text: "Hi" });
  const checked = await plugin.check(greeting, inputs, inputs);
  expect(await plugin.diff(greeting, id, outputs, checked.inputs)).toMatchObject({ changes: false });
});

test("an id that Meta does not show fails the read", async () => {
  await expect(plugin.read(greeting, `${account.meta.wabaId}/5`)).rejects.toMatchObject({
    code: status.UNKNOWN,
    details: expect.stringContaining("The account does not show a sequence with this id"),
  });
});

test("a create that Meta stored differently is recorded with its reasons", async () => {
  const cutting = await TestAccount.open({ behaviour: { truncateAt: { text: 10, title: null } } });
  const other = await PluginProcess.startConfigured(cutting.environment());
  try {
    const { inputs } = await other.check(greeting, { text: "A greeting that Meta cuts" });
    const error: unknown = await other.create(greeting, inputs).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ details: expect.stringContaining("Meta stored different content") });
    expect(initFailureIn(error)).toEqual({
      id: expect.stringMatching(/^\d+\/\d+$/),
      reasons: [expect.stringContaining("Meta stored different content")],
      properties: expect.objectContaining({ text: "A greeting...", sequenceId: expect.any(String) }),
    });
  } finally {
    await other.close();
    await cutting.close();
  }
});

describe("functions", () => {
  test("getSequence reads a sequence by its id", async () => {
    const sequenceId = account.meta.addSequence({ name: "Old", content: { text: "Hi" } });
    const id = `${account.meta.wabaId}/${sequenceId}`;
    expect((await plugin.invoke("whatsapp:index:getSequence", { id })).result).toEqual({
      ...{ id, sequenceId, wabaId: account.meta.wabaId, name: "Old", text: "Hi", isUsedInAd: false },
      lastUpdateTime: expect.any(String),
    });
  });

  test("getSequences lists the account, or the sequences of one name", async () => {
    account.meta.addSequence({ name: "A", content: { text: "a" } });
    account.meta.addSequence({ name: "B", content: { text: "b" } });
    const { result = {} } = await plugin.invoke("whatsapp:index:getSequences", {});
    expect(result).toMatchObject({ wabaId: account.meta.wabaId, sequences: [{ name: "A" }, { name: "B" }] });
    const one = await plugin.invoke("whatsapp:index:getSequences", { wabaId: account.meta.wabaId, name: "B" });
    expect(one.result).toMatchObject({ sequences: [{ name: "B", text: "b" }] });
  });

  test("arguments that break a rule are failures", async () => {
    const { result, failures } = await plugin.invoke("whatsapp:index:getSequences", { wabaId: 5, names: "B" });
    expect(result).toBeUndefined();
    expect(failures).toEqual([
      { property: "wabaId", reason: expect.stringMatching(/^wabaId: is a number.*, as \$\{PROJECT:NAME\}$/) },
      { property: "names", reason: expect.stringMatching(/^names: is not known; did you mean "name"\?/) },
    ]);
  });

  test("an unknown function, an unknown type and a wrong id are errors", async () => {
    await expect(plugin.invoke("whatsapp:index:getAd", {})).rejects.toMatchObject({
      details: expect.stringContaining("whatsapp has no function whatsapp:index:getAd"),
    });
    await expect(plugin.check(urnOf("SandboxOrder", "a"), {})).rejects.toMatchObject({
      details: expect.stringContaining("whatsapp has no resource type whatsapp:index:SandboxOrder"),
    });
    await expect(plugin.invoke("whatsapp:index:getSequence", { id: "5" })).rejects.toMatchObject({
      details: expect.stringContaining("<wabaId>/<sequenceId>"),
    });
  });

  test.each(["whatsapp:index:getSequence", "whatsapp:index:getAdCreative"])(
    "%s shows no access token in place of an id",
    async (token) => {
      const id = account.meta.accessToken;
      await expect(plugin.invoke(token, { id })).rejects.toMatchObject({
        details: expect.stringContaining('The id "[access token]" is not of the form'),
      });
    },
  );

  test("getAdCreative reads a creative by its id", async () => {
    const creative = urnOf("AdCreative", "spring");
    const { inputs } = await plugin.check(creative, { objectStorySpec: { page_id: account.meta.pageId } });
    const { id } = await plugin.create(creative, inputs);
    expect((await plugin.invoke("whatsapp:index:getAdCreative", { id })).result).toMatchObject({
      ...{ id, adAccountId: account.meta.adAccountId, creativeId: id.split("/")[1], name: "spring" },
      objectStorySpec: { page_id: account.meta.pageId },
    });
    expect(await plugin.list("whatsapp:index:AdCreative")).toEqual([[id, "spring"]]);
  });
});

describe("list", () => {
  test("names the sequences of the account, up to the limit", async () => {
    const ids = ["A", "B", "C"].map((name) => account.meta.addSequence({ name, content: { text: name } }));
    const all = ids.map((id, i) => [`${account.meta.wabaId}/${id}`, ["A", "B", "C"][i]]);
    expect(await plugin.list("whatsapp:index:WelcomeMessageSequence")).toEqual(all);
    expect(await plugin.list("whatsapp:index:WelcomeMessageSequence", {}, 2)).toEqual(all.slice(0, 2));
  });

  test("of another account that the token cannot see is an error", async () => {
    await expect(plugin.list("whatsapp:index:WelcomeMessageSequence", { wabaId: "999" })).rejects.toMatchObject({
      details: expect.stringContaining("Could not list the sequences of account 999"),
    });
  });

  test.each([
    ["WelcomeMessageSequence", { wabaId: "../me" }, "wabaId: must be 1 to 32 digits"],
    ["WelcomeMessageSequence", { wabaId: 5 }, "wabaId: is a number"],
    ["AdCreative", { adAccountId: "act_1" }, "adAccountId: must be 1 to 32 digits, the ad account id without act_"],
    ["AdCreative", { wabaId: "1" }, "wabaId: is not known"],
  ])("of %s rejects the query %j before any call", async (type, query, reason) => {
    await expect(plugin.list(`whatsapp:index:${type}`, query)).rejects.toMatchObject({
      details: expect.stringContaining(reason),
    });
    expect(account.meta.journal()).toEqual([]);
  });

  test("of attachments is refused", async () => {
    await expect(plugin.list("whatsapp:index:AdCreativeAttachment")).rejects.toMatchObject({
      details: expect.stringContaining("cannot list"),
    });
  });
});

test("cancel answers while a create runs, and the create ends", async () => {
  account.meta.faults.add({ match: { verb: "create" }, effect: { kind: "delay", delayMs: 300 } });
  const { inputs } = await plugin.check(greeting, args);
  const order: string[] = [];
  const created = plugin.create(greeting, inputs).then(() => order.push("created"));
  await plugin.call("cancel", new Empty());
  order.push("cancelled");
  await created;
  expect(order).toEqual(["cancelled", "created"]);
  expect(account.meta.sequences()).toHaveLength(1);
});

test("a time limit of the program brings a warning", async () => {
  const { inputs } = await plugin.check(greeting, args);
  plugin.warnings.splice(0);
  const request = new messages.CreateRequest();
  request.setUrn(greeting);
  request.setProperties(toStruct(inputs));
  request.setTimeout(60);
  request.setPreview(true);
  await plugin.call("create", request);
  expect(plugin.warnings).toEqual([expect.stringMatching(/^greeting: the option customTimeouts has no effect\. Set/)]);
});

test("attach starts over with another configuration", async () => {
  const other = await PluginProcess.startConfigured({ WHATSAPP_BASE_URL: account.meta.url }, { wabaId: "1" });
  try {
    expect((await other.check(greeting, args)).inputs["wabaId"]).toBe("1");
    await other.reconfigure({ wabaId: "2" });
    expect((await other.check(greeting, args)).inputs["wabaId"]).toBe("2");
  } finally {
    await other.close();
  }
});

test("the plugin ends with its engine", async () => {
  const other = await PluginProcess.startConfigured(account.environment());
  const ended = once(other.process, "exit");
  other.closeEngine();
  expect(await ended).toEqual([0, null]);
});
