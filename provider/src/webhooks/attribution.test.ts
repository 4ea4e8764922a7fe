import { attribute, attributeSync, attributionMap, type AdOutputs, type Attribution } from "./attribution";
import { InvalidArguments } from "./invalid-arguments";
import { parseWebhook } from "./parse";
import { bodyOf, message, referral, statusEvent } from "./testing/samples";

const ad = { adId: "120226305854810726", creativeId: "555", sequenceId: "186473890", name: "Sign-up" };
const map = attributionMap({ ads: [ad, { adId: "7", creativeId: "8", sequenceId: "9" }] });

function eventOf(sent: object) {
  const [event] = parseWebhook(bodyOf(message("wamid.1", sent))).events;
  if (event === undefined) throw new Error("no event");
  return event;
}
function clickOn(change: object) {
  return eventOf({ referral: { ...referral, ...change } });
}
const shown = { kind: "attributed", adId: ad.adId, creativeId: "555", sequenceId: "186473890" };

test.each<[string, ReturnType<typeof eventOf>, object]>([
  ["an ad of the map", clickOn({}), { ...shown, by: "map" }],
  ["an ad with an empty type", clickOn({ source_type: "" }), { ...shown, by: "map" }],
  ["an ad in capitals", clickOn({ source_type: "AD" }), { ...shown, by: "map" }],
  ["an ad with an unknown type", clickOn({ source_type: "reel" }), { ...shown, by: "map" }],
  ["an unknown ad with an unknown type", clickOn({ source_type: "reel", source_id: "404" }), { reason: "unknown ad" }],
  ["a post in capitals", clickOn({ source_type: "POST" }), { kind: "unattributed", reason: "not an ad" }],
  [
    "an ad clicked by a person without a phone number",
    eventOf({ from: undefined, from_user_id: "BR.7Q2", referral }),
    { ...shown, by: "map" },
  ],
  ["an ad without a type", clickOn({ source_type: undefined }), { ...shown, by: "map" }],
  ["an ad in WhatsApp Status", clickOn({ ctwa_clid: undefined }), { ...shown, by: "map" }],
  ["an unknown ad", clickOn({ source_id: "404" }), { kind: "unattributed", adId: "404", reason: "unknown ad" }],
  ["a post", clickOn({ source_type: "post" }), { kind: "unattributed", reason: "not an ad" }],
  ["a referral that names nothing", clickOn({ source_id: undefined }), { kind: "unattributed", reason: "not an ad" }],
  ["no referral", eventOf({}), { kind: "unattributed", reason: "no referral" }],
  ["a status", statusEvent("wamid.1", "read"), { kind: "unattributed", reason: "no referral" }],
  ["a key of the prototype", clickOn({ source_id: "__proto__" }), { adId: "__proto__", reason: "unknown ad" }],
])("%s", async (_what, event, expected) => {
  expect(attributeSync(event, map)).toMatchObject(expected);
  expect(await attribute(event, map)).toEqual(attributeSync(event, map));
});

test("calls the resolver only for unknown ads", async () => {
  const asked: string[] = [];
  const answers: Readonly<Record<string, { creativeId: string; sequenceId: string }>> = {
    "404": { creativeId: "1", sequenceId: "2" },
  };
  const resolve = (adId: string) => {
    asked.push(adId);
    return answers[adId];
  };
  const events = [
    clickOn({}),
    clickOn({ source_id: "404" }),
    clickOn({ source_id: "405" }),
    clickOn({ source_type: "post" }),
    eventOf({}),
  ];
  const expected = [
    { ...shown, by: "map" },
    { kind: "attributed", adId: "404", creativeId: "1", sequenceId: "2", by: "resolver" },
    { kind: "unattributed", adId: "405", reason: "unknown ad" },
    { kind: "unattributed", reason: "not an ad" },
    { kind: "unattributed", reason: "no referral" },
  ];
  expect(events.map((event) => attributeSync(event, map, resolve))).toMatchObject(expected);
  const later: Attribution[] = [];
  for (const event of events) later.push(await attribute(event, map, (adId) => Promise.resolve(resolve(adId))));
  expect(later).toMatchObject(expected);
  expect(asked).toEqual(["404", "405", "404", "405"]);
});

test("passes only digits to the resolver, safe for a URL", () => {
  const resolve = () => {
    throw new Error("asked");
  };
  for (const adId of ["../me", "1?x", "", "1".repeat(33)]) {
    expect(attributeSync(clickOn({ source_id: adId }), map, resolve)).toMatchObject({ reason: "unknown ad" });
  }
  expect(() => attributeSync(clickOn({ source_id: "404" }), map, resolve)).toThrow("asked");
});

test("builds the map from stack outputs, and ignores other outputs", () => {
  const printed: unknown = JSON.parse(JSON.stringify({ sequenceId: "186473890", ads: [{ ...ad, status: "ACTIVE" }] }));
  expect(attributionMap(printed as AdOutputs).get(ad.adId)).toMatchObject(ad);
});

test("accepts a repeated entry", () => {
  expect(attributionMap({ ads: [ad, { ...ad, name: "Again" }] }).size).toBe(1);
});

test.each<[string, unknown, string]>([
  ["nothing", undefined, "outputs: is required"],
  [
    "no ads",
    {},
    "outputs.ads: must be a list of { adId, creativeId, sequenceId, name? }; export it from the program as `ads`",
  ],
  ["a secret output", { ads: "[secret]" }, "outputs.ads: must be a list"],
  ["an id as a number", { ads: [{ ...ad, adId: 7 }] }, "outputs.ads[0].adId: is a number; write it as text"],
  ["an id that is none", { ads: [{ ...ad, sequenceId: "x" }] }, "outputs.ads[0].sequenceId: must be 1 to 32 digits"],
  ["an entry without a creative", { ads: [{ adId: "1", sequenceId: "2" }] }, "outputs.ads[0].creativeId: is required"],
])("rejects %s", (_what, outputs, reason) => {
  expect(() => attributionMap(outputs as AdOutputs)).toThrow(InvalidArguments);
  expect(() => attributionMap(outputs as AdOutputs)).toThrow(reason);
});

test.each([
  ["sequences", { sequenceId: "1" }],
  ["creatives", { creativeId: "1" }],
])("rejects an ad with two %s, and names both", (_what, other) => {
  const call = () =>
    attributionMap({ ads: [ad, { adId: "7", creativeId: "8", sequenceId: "9" }, { ...ad, ...other }] });
  expect(call).toThrow(
    /^outputs\.ads\[2\]: assigns ad 120226305854810726 to .*, but outputs\.ads\[0\] assigns it to sequence 186473890/,
  );
  expect(call).toThrow(Object.values(other)[0]);
});
