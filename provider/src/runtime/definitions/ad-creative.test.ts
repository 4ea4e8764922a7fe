import { createServer } from "node:http";
import { once } from "node:events";
import { realClock, Deadline } from "../../client/clock";
import type { CreativeRow } from "../../schema/wire-ads";
import { PartialFailure } from "../user-error";
import type { Properties } from "../properties";
import { Session } from "../session";
import { adCreative, creativeHints } from "./ad-creative";
import { creativesOf } from "./creative-cache";
import { toCreativeFields, toCreativeOutputs, digestOf, projectRow } from "./creative-state";

const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const ref = { scopeId: "7", id: "2" };
const objectStorySpec = { page_id: "1" };
const args = { adAccountId: "7", name: "Spring", objectStorySpec };
let warnings: string[];
let session: Session;
beforeEach(() => {
  warnings = [];
  session = openSession({});
});
function openSession(environment: Readonly<Record<string, string>>): Session {
  return new Session(undefined, { environment, clock: realClock, warn: (text) => warnings.push(text) });
}

const { write } = adCreative;
if (write.strategy !== "create-once") throw new Error("a creative is created by one POST");

function row(changes: Partial<CreativeRow> = {}): CreativeRow {
  return {
    ...{ id: "2", adAccountId: "7", name: "Spring", status: "ACTIVE" },
    ...{ objectStorySpec, assetFeedSpec: undefined, ...changes },
  };
}
function writeOf(changes: Properties = {}, more: object = {}) {
  const given = { ...args, ...changes };
  const context = adCreative.createContext("create", ref, given);
  const deadline = new Deadline(realClock, 1_000);
  return { session, ref, context, deadline, args: given, inputs: given, olds: {}, ...more };
}

describe("a row in the ad account", () => {
  test.each<[string, Partial<CreativeRow>, boolean, boolean]>([
    ["equal", {}, true, true],
    ["deleted", { status: "DELETED" }, false, false],
    ["of another name", { name: "Summer" }, false, false],
    ["without a name", { name: undefined }, false, true],
    ["deleted without a name", { name: undefined, status: "DELETED" }, false, false],
    ["with another story", { objectStorySpec: { page_id: "9" } }, false, true],
  ])("that is %s", (_name, changes, isMatch, isUnclear) => {
    expect([write.matches(row(changes), args), write.isUnclear(row(changes), args)]).toEqual([isMatch, isUnclear]);
  });

  test("can be adopted from its ad account with its content", () => {
    expect(write.describeUnadoptable(row(), ref, args)).toBeUndefined();
    expect(write.describeUnadoptable(row({ adAccountId: undefined }), ref, args)).toBeUndefined();
    expect(write.describeUnadoptable(row({ adAccountId: "9" }), ref, args)).toContain("Correct adoptCreativeId");
    expect(write.describeUnadoptable(row({ objectStorySpec: { page_id: "9" } }), ref, args)).toContain(
      "differs at objectStorySpec.page_id",
    );
  });

  test.each([
    ["Spring", true],
    [undefined, true],
    ["Winter", false],
  ])("with the name %s counts as written: %s", (name, expected) => {
    expect(adCreative.isWritten?.(row({ name }), writeOf())).toBe(expected);
  });

  test.each([
    ["Spring", true],
    ["Winter", false],
  ])("without an id may be the new %s: %s", (name, expected) => {
    expect(write.mayBeUnreadable({ name }, args)).toBe(expected);
  });

  test("that cannot be read is warned of before a create", async () => {
    const server = createServer((_request, response) => {
      response.setHeader("Content-Type", "application/json");
      response.end(JSON.stringify({ data: [{ id: "2", name: "a" }, { name: "no id" }] }));
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    const address = server.address();
    const port = typeof address === "object" ? address?.port : undefined;
    const online = openSession({ WHATSAPP_BASE_URL: `http://127.0.0.1:${port}`, WHATSAPP_ACCESS_TOKEN: "EAAtoken" });
    await creativesOf(online).rowsBefore("7").get();
    server.close();
    server.closeAllConnections();
    expect(warnings).toEqual([expect.stringContaining("ad account 7")]);
  });
});

test("errors name the creative, and the fix for the operation", () => {
  expect(adCreative.createContext("update", ref, { name: "Spring" }).target).toContain('"Spring"');
  expect(adCreative.createContext("update", ref, { name: 5 }).target).not.toContain("5");
  expect(creativeHints("delete", "7").invalid).toContain("point that ad at another creative");
  expect(creativeHints("create", "7").invalid).toContain("Correct objectStorySpec");
});

describe("a plan", () => {
  const olds = { ...args, creativeId: "2", __sent: digestOf(args) };
  test.each<[string, Properties, Properties, readonly string[], readonly string[]]>([
    ["the same arguments", olds, args, [], []],
    ["a new name", olds, { ...args, name: "Summer" }, ["name"], []],
    ["another story", olds, { ...args, objectStorySpec: { page_id: "9" } }, ["objectStorySpec"], ["objectStorySpec"]],
    [
      "a story that is not known yet",
      olds,
      { ...args, objectStorySpec: { page_id: unknown } },
      ["objectStorySpec"],
      ["objectStorySpec"],
    ],
    [
      "a whole story that is not known yet",
      olds,
      { ...args, objectStorySpec: unknown },
      ["objectStorySpec"],
      ["objectStorySpec"],
    ],
    [
      "a sequence",
      olds,
      { ...args, welcomeMessageSequenceId: "3" },
      ["welcomeMessageSequenceId"],
      ["welcomeMessageSequenceId"],
    ],
    [
      "a sequence that is not known yet",
      olds,
      { ...args, welcomeMessageSequenceId: unknown },
      ["welcomeMessageSequenceId"],
      ["welcomeMessageSequenceId"],
    ],
    ["another ad account", olds, { ...args, adAccountId: "9" }, ["adAccountId"], ["adAccountId"]],
    ["no ad account", olds, { ...args, adAccountId: undefined }, [], []],
    ["duplicates left out", { ...olds, duplicates: "allow" }, args, ["duplicates"], []],
    ["duplicates null in place of none", olds, { ...args, duplicates: null }, [], []],
    ["an adoption", olds, { ...args, adoptCreativeId: "2" }, ["adoptCreativeId"], []],
    ["an unreadable state", { name: "Spring" }, args, ["objectStorySpec"], ["objectStorySpec"]],
    ["an imported state", { ...args, creativeId: "2" }, args, [], []],
    ["unreadable arguments", olds, { name: "Spring", adAccountId: "7" }, [], []],
  ])("for %s", (_name, before, after, changed, replaces) => {
    const { warnings: shown, ...compared } = adCreative.compare(session, ref, before, after, true);
    expect(compared).toStrictEqual({ changed, replaces });
    // A replacement shows no warnings about the object that it replaces.
    if (replaces.length === 0) expect(shown).toEqual([]);
  });

  test("for an unreadable state that was sent replaces the story", () => {
    const compared = adCreative.compare(session, ref, { name: "Spring", __sent: "other" }, args, true);
    expect(compared.replaces).toEqual(["objectStorySpec"]);
  });

  test("warns of Meta's changes while the creative stays", () => {
    const changed = { ...olds, objectStorySpec: { page_id: "9" } };
    expect(adCreative.compare(session, ref, changed, args, true)).toEqual({
      changed: [],
      replaces: [],
      warnings: [expect.stringContaining("differs from what was sent at objectStorySpec.page_id")],
    });
    expect(adCreative.compare(session, ref, changed, { ...args, name: unknown }, true).warnings).toEqual([]);
  });

  test.each<[string, Properties, Properties, readonly string[]]>([
    ["nothing", args, args, []],
    ["another name", args, { ...args, name: "Summer" }, ["name"]],
    ["another story", args, { ...args, objectStorySpec: { page_id: "9" } }, ["objectStorySpec"]],
    ["an unreadable state", { name: "Spring" }, args, ["objectStorySpec"]],
    ["two unreadable states", { name: "Spring" }, { name: "Spring" }, ["objectStorySpec"]],
    ["another ad account", args, { ...args, adAccountId: "9" }, ["adAccountId"]],
  ])("of a refresh counts every difference: %s", (_name, before, after, changed) => {
    expect(adCreative.compare(session, ref, before, after, false)).toStrictEqual({
      changed,
      replaces: [],
      warnings: [],
    });
  });
});

describe("outputs", () => {
  test("of a read without a name have the name that was sent", () => {
    expect(adCreative.toOutputs(writeOf(), row({ name: undefined }))).toStrictEqual({
      ...args,
      ...{ creativeId: "2", status: "ACTIVE", __stateVersion: 1, __sent: digestOf(args) },
    });
    expect(() => adCreative.toOutputs(writeOf(), row({ name: "Summer" }))).toThrow(PartialFailure);
  });

  test("of a creative to which Meta added a sequence are a success", () => {
    const assetFeedSpec = { additional_data: { partner_app_welcome_message_flow_id: "9" } };
    expect(adCreative.toOutputs(writeOf(), row({ assetFeedSpec }))).toMatchObject({ creativeId: "2" });
  });

  test("of a creative whose sequence Meta dropped are an error", () => {
    expect(() => adCreative.toOutputs(writeOf({ welcomeMessageSequenceId: "3" }), row())).toThrow(
      "did not keep the welcome message sequence 3",
    );
  });

  test("have no undefined values and no records of another type", () => {
    const fields = { name: "Spring", objectStorySpec, welcomeMessageSequenceId: null };
    expect(toCreativeOutputs(ref, projectRow(fields, row()), { duplicates: null }, {})).toStrictEqual({
      ...{ adAccountId: "7", name: "Spring", objectStorySpec, creativeId: "2", __stateVersion: 1 },
    });
    expect(projectRow({ ...fields, welcomeMessageSequenceId: "3" }, row())).toStrictEqual({
      ...{ name: "Spring", objectStorySpec, welcomeMessageSequenceId: "" },
    });
    expect(projectRow({ name: "Spring", objectStorySpec }, row())).toStrictEqual({ name: "Spring", objectStorySpec });
    expect(toCreativeFields(row())).toStrictEqual({ name: "Spring", objectStorySpec });
  });

  test("of a refresh keep the account and text records only", async () => {
    const { props, inputs } = await adCreative.toState(writeOf(), row({ status: undefined }), { __sent: 5 });
    expect(props).toStrictEqual({ ...args, creativeId: "2", __stateVersion: 1 });
    expect(inputs).toStrictEqual(args);
  });

  test("with other local arguments keep the ad account", () => {
    const outs = toCreativeOutputs(ref, { name: "Spring", objectStorySpec }, { adoptCreativeId: "2" }, { sent: "a" });
    expect(adCreative.withLocalArgs(ref, args, outs, { ...args, duplicates: "allow" })).toStrictEqual({
      ...args,
      ...{ duplicates: "allow", creativeId: "2", __stateVersion: 1, __sent: "a" },
    });
  });
});
