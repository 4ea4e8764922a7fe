import { parseId, requireKnownVersion } from "../properties";
import { bookkeepingIn, toSequenceInputs, toSequenceOutputs } from "./sequence-state";

const content = { name: "a", text: "b", autofill: undefined, iceBreakers: [] };

test.each([2, "1", null])("a state of version %j is rejected as newer", (version) => {
  expect(() => requireKnownVersion({ __stateVersion: version }, 1, "sequence")).toThrow(
    /newer pulumi-whatsapp .*Nothing was changed\. .* This copy is in .*provider; `npm ls pulumi-whatsapp` lists all copies\.$/,
  );
});

test("a state of this version or without one is read", () => {
  expect(bookkeepingIn({ __stateVersion: 1, __appId: 5, isUsedInAd: "yes" })).toEqual({
    appId: undefined,
    unsettled: undefined,
    isUsedInAd: false,
    lastUpdateTime: undefined,
  });
  requireKnownVersion({ __stateVersion: 1 }, 1, "sequence");
  requireKnownVersion({}, 1, "sequence");
  expect(bookkeepingIn({ __appId: "5", isUsedInAd: true })).toMatchObject({ appId: "5", isUsedInAd: true });
});

test("an invalid id is shown if it has at most 80 characters", () => {
  const form = "<wabaId>/<sequenceId>";
  expect(parseId("1/2", form)).toEqual({ scopeId: "1", id: "2" });
  expect(parseId("1", "<adId>")).toEqual({ scopeId: undefined, id: "1" });
  for (const [id, other] of [
    ["1", form],
    ["1/2", "<adId>"],
    ["1/2/3", form],
    ["1/x", form],
    ["1/", form],
    ["", "<adId>"],
  ] as const) {
    expect(() => parseId(id, other)).toThrow(`The id ${JSON.stringify(id)} is not of the form ${other}, `);
  }
  expect(() => parseId(`${"x".repeat(80)}yz`, form)).toThrow("The id of 82 characters is not of the form");
});

test("inputs and outputs contain no undefined or null", () => {
  const from = { duplicates: null, onContentChange: undefined, adoptSequenceId: "7" };
  expect(toSequenceInputs("1", content, from)).toStrictEqual({
    wabaId: "1",
    name: "a",
    text: "b",
    adoptSequenceId: "7",
  });
  expect(toSequenceOutputs({ scopeId: "1", id: "2" }, content, {}, {})).toStrictEqual({
    wabaId: "1",
    name: "a",
    text: "b",
    sequenceId: "2",
    isUsedInAd: false,
    __stateVersion: 1,
  });
});
