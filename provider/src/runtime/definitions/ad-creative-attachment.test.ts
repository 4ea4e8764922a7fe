import { realClock, Deadline } from "../../client/clock";
import type { AdRow } from "../../schema/wire-ads";
import type { Operation } from "../resource-definition";
import type { Properties } from "../properties";
import { Session } from "../session";
import { adCreativeAttachment } from "./ad-creative-attachment";

const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const ref = { scopeId: undefined, id: "1" };
let session: Session;
beforeEach(() => (session = new Session(undefined, { environment: {}, clock: realClock, warn: () => undefined })));

const { write } = adCreativeAttachment;
if (write.strategy !== "set") throw new Error("an attachment sets a pointer");

function row(changes: Partial<AdRow> = {}): AdRow {
  return { id: "1", adAccountId: "7", creativeId: "2", status: "ACTIVE", ...changes };
}
function operation(): Operation {
  const context = adCreativeAttachment.createContext("delete", ref, {});
  return { session, ref, context, deadline: new Deadline(realClock, 1_000) };
}

test.each([
  [{ id: "1" }, { creativeId: "2" }, "the attachment of ad creative 2 to ad 1"],
  [{}, { adId: "1", creativeId: "2" }, "the attachment of ad creative 2 to ad 1"],
  [{ id: "1" }, { adId: "9" }, "the attachment of ad 1"],
  [{}, { creativeId: 2 }, "the attachment of ad (not set)"],
  [{}, { adId: 1 }, "the attachment of ad (not set)"],
])("errors about %j with %j name %s", (known, properties, target) => {
  expect(adCreativeAttachment.createContext("create", known, properties).target).toBe(target);
});

test("the key of an attachment contains its ad and its creative", () => {
  const keys = [
    { adId: "1", creativeId: "2" },
    { adId: "1", creativeId: "3" },
    { adId: "2", creativeId: "2" },
  ].map(adCreativeAttachment.keyOf);
  expect(new Set(keys).size).toBe(3);
});

describe("a plan", () => {
  const olds = { adId: "1", creativeId: "2" };
  test.each<[string, Properties, Properties, readonly string[], readonly string[]]>([
    ["the same arguments", olds, olds, [], []],
    ["onDelete null in place of none", olds, { ...olds, onDelete: null }, [], []],
    ["no onDelete in place of null", { ...olds, onDelete: null }, olds, [], []],
    ["a new onDelete", olds, { ...olds, onDelete: "pause" }, ["onDelete"], []],
    ["onDelete left out", { ...olds, onDelete: "pause" }, olds, ["onDelete"], []],
    ["another creative", olds, { ...olds, creativeId: "3" }, ["creativeId"], []],
    [
      "a creative that is not known yet",
      { ...olds, creativeId: unknown },
      { ...olds, creativeId: unknown },
      ["creativeId"],
      [],
    ],
    ["another ad", olds, { ...olds, adId: "9" }, ["adId"], ["adId"]],
    ["no ad", olds, { creativeId: "2" }, [], []],
  ])("for %s", (_name, before, after, changed, replaces) => {
    expect(adCreativeAttachment.compare(session, ref, before, after, true)).toEqual({
      changed,
      replaces,
      warnings: [],
    });
  });

  test.each([
    [true, "9"],
    [false, undefined],
  ])("hands the former creative on to a replacement (planning: %s)", (isPlanning, previousCreativeId) => {
    adCreativeAttachment.compare(session, ref, { ...olds, previousCreativeId: "9" }, olds, isPlanning);
    expect(write.recordPrevious?.(session, row(), { creativeId: "2" })).toEqual({
      previousCreativeId,
      __adAccountId: "7",
    });
  });
});

test("a second attachment of one ad records the first creative", () => {
  expect(write.recordPrevious?.(session, row({ creativeId: "5" }), { creativeId: "6" })).toMatchObject({
    previousCreativeId: "5",
  });
  expect(write.recordPrevious?.(session, row({ creativeId: "6" }), { creativeId: "6" })).toMatchObject({
    previousCreativeId: "5",
  });
});

describe("a state", () => {
  const plain = { adId: "1", creativeId: "2" };
  test.each<[string, Properties, Partial<AdRow>, Properties]>([
    ["without records", {}, { adAccountId: undefined }, {}],
    [
      "with records of another type",
      { previousCreativeId: 5, __adAccountId: 7, onDelete: null },
      { adAccountId: undefined },
      {},
    ],
    [
      "with records",
      { previousCreativeId: "5", __adAccountId: "8" },
      { adAccountId: undefined },
      { previousCreativeId: "5", __adAccountId: "8" },
    ],
    ["with Meta's ad account", { __adAccountId: "8" }, {}, { __adAccountId: "7" }],
    ["with onDelete", { onDelete: "pause" }, { adAccountId: undefined }, { onDelete: "pause" }],
  ])("%s has no undefined values", async (_name, props, changes, more) => {
    const state = await adCreativeAttachment.toState(operation(), row(changes), props);
    const { onDelete, ...records } = more;
    const local = onDelete === undefined ? {} : { onDelete };
    expect(state).toStrictEqual({
      props: { ...plain, ...local, ...records, __stateVersion: 1 },
      inputs: { ...plain, ...local },
      content: {},
      title: "Attachment of ad 1",
    });
  });

  test("of an ad without a creative is an error", async () => {
    await expect(adCreativeAttachment.toState(operation(), row({ creativeId: undefined }), {})).rejects.toThrow(
      "The ad has no creative.",
    );
  });
});

describe("a deletion", () => {
  const props = { creativeId: "2", previousCreativeId: "5" };
  test("leaves an archived ad and one with another creative", () => {
    expect(write.planRelease(operation(), row({ status: "ARCHIVED" }), props)).toBeUndefined();
    expect(write.planRelease(operation(), row({ creativeId: "9" }), props)).toBeUndefined();
    expect(write.planRelease(operation(), row(), props)).toBeInstanceOf(Function);
  });

  test("fails if the former creative is not recorded", () => {
    expect(() => write.planRelease(operation(), row(), { creativeId: "2", previousCreativeId: 5 })).toThrow(
      "is not recorded",
    );
  });
});
