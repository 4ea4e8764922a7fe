import { bookkeepingIn, inputsOf, outputsOf, parsePhysicalId } from "./state";

const content = { name: "a", text: "b", autofill: undefined, iceBreakers: [] };

test.each([2, "1", null])("a state of version %j was written by something newer", (version) => {
  expect(() => bookkeepingIn({ __stateVersion: version })).toThrow(
    /newer pulumi-whatsapp .*Nothing was changed\. .* This copy is in .*provider; `npm ls pulumi-whatsapp` lists all copies\.$/,
  );
});

test("a state of this version, or of none, is read, and what is no app's id is none", () => {
  expect(bookkeepingIn({ __stateVersion: 1, __appId: 5, isUsedInAd: "yes" })).toEqual({
    appId: undefined,
    unsettled: undefined,
    isUsedInAd: false,
  });
  expect(bookkeepingIn({ __appId: "5", isUsedInAd: true })).toMatchObject({ appId: "5", isUsedInAd: true });
});

test("an id that is none is shown up to its eightieth character", () => {
  expect(parsePhysicalId("1/2")).toEqual({ wabaId: "1", sequenceId: "2" });
  expect(() => parsePhysicalId(`${"x".repeat(80)}yz`)).toThrow(`The id "${"x".repeat(80)}" is not of the form`);
});

test("no value of inputs or outputs is undefined or null", () => {
  const from = { duplicates: null, onContentChange: undefined, adoptSequenceId: "7" };
  expect(inputsOf("1", content, from)).toStrictEqual({ wabaId: "1", name: "a", text: "b", adoptSequenceId: "7" });
  const id = { wabaId: "1", sequenceId: "2" };
  const parts = { id, content, from: {}, isUsedInAd: false, lastUpdateTime: undefined, appId: undefined };
  expect(outputsOf(parts)).toStrictEqual({
    wabaId: "1",
    name: "a",
    text: "b",
    sequenceId: "2",
    isUsedInAd: false,
    __stateVersion: 1,
  });
});
