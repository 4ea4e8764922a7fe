import { failureMessage } from "../support/world/failures";
import { PartialFailure } from "../../provider/src/runtime/user-error";
import { useAccount, row } from "./support/row";
import type { SequencePatch } from "pulumi-whatsapp-simulator";

useAccount();

const edge = { path: "*/welcome_message_sequences" } as const;
/** A filtered GET of the edge. */
const reading = { ...edge, verb: "read" } as const;
const listing = { ...edge, verb: "list" } as const;

row("52", "waits for a new sequence to appear, with one POST", async (stack) => {
  stack.addFault({ match: reading, effect: { kind: "stale-read" }, times: 3 });
  stack.addFault({ match: listing, effect: { kind: "stale-read" }, nth: 2 });
  await stack.up();
  expect(stack.requestKinds()).toEqual(["list", "create", "read", "list", "read", "read", "read", "read", "list"]);
  expect(stack.run.waitsMs).toEqual(expect.arrayContaining([250, 500, 1_000]));
  expect(stack.requests("create")).toHaveLength(1);
  expect(stack.stateIds()).toEqual(stack.storedIds());
});

row("53", "a sequence that never appears is recorded and not created again", async (stack) => {
  const stale = stack.addFault({ match: edge, effect: { kind: "stale-read" }, nth: 2, times: "always" });
  const message = await failureMessage(stack.up());
  const [id] = stack.storedIds();
  expect(message).toBe(
    `Sequence ${stack.meta.wabaId}/${id ?? ""} was written, but Meta does not show it yet. It is recorded in the state; the next \`pulumi up\` looks again and does not create a second one.`,
  );
  expect(stack.engine.entries.get("signup")).toMatchObject({
    id: `${stack.meta.wabaId}/${id ?? ""}`,
    isHealthy: false,
  });
  stack.startRun();
  expect(await failureMessage(stack.up())).toContain("Run `pulumi refresh` to find out whether it is deleted");
  stale.remove();
  stack.startRun();
  await stack.up();
  expect(stack.engine.entries.get("signup")).toMatchObject({ isHealthy: true, outs: { sequenceId: id } });
  expect(stack.requests("create")).toHaveLength(1);
  expect(stack.requests("update")).toEqual([]);
  expect(stack.stateIds()).toEqual(stack.storedIds());
});

row("54", "waits until reads return the updated text, with one update", async (stack) => {
  await stack.up();
  stack.startRun();
  stack.addFault({ match: reading, effect: { kind: "stale-read" }, times: 3 });
  const { outs } = await stack.up("signup", { text: "New" });
  expect(outs).toMatchObject({ text: "New" });
  expect(stack.requests("update")).toHaveLength(1);
  expect(stack.run.waitsMs).toEqual(expect.arrayContaining([250, 500, 1_000]));
});

row("54", "an update that reads never show is checked before a repeat", async (stack) => {
  await stack.up();
  const stale = stack.addFault({ match: reading, effect: { kind: "stale-read" }, times: "always" });
  expect(await failureMessage(stack.up("signup", { text: "New" }))).toContain(
    "Meta still returns the previous content.",
  );
  stale.remove();
  stack.startRun();
  stack.meta.clearJournal();
  await stack.up("signup", { text: "New" });
  expect(stack.requestKinds()).toEqual(["read"]);
});

row("55", "an accepted update that Meta did not store keeps the stored content", async (stack) => {
  await stack.up("signup", { text: "Old" });
  stack.addFault({ match: { verb: "update" }, effect: { kind: "drop-write" } });
  stack.startRun();
  const error = await stack.up("signup", { text: "New" }).catch((failed: unknown) => failed);
  expect(error).toBeInstanceOf(PartialFailure);
  expect(error).toMatchObject({ message: expect.stringContaining("Meta still returns the previous content.") });
  expect(stack.requests("update")).toHaveLength(1);
  expect(stack.engine.entries.get("signup")).toMatchObject({ isHealthy: false, outs: { text: "Old" } });
  stack.startRun();
  await stack.up("signup", { text: "New" });
  expect(stack.requests("update")).toHaveLength(2);
  expect(stack.meta.sequences()).toMatchObject([{ content: { text: "New" } }]);
});

row("55", "an unstored update of an adopted sequence is repeated without a replacement", async (stack) => {
  const id = stack.meta.addSequence({ name: "signup", content: { text: "Old" } });
  stack.addFault({ match: { verb: "update" }, effect: { kind: "drop-write" } });
  const adopting = { adoptSequenceId: id, text: "New", onContentChange: "replace" };
  expect(await failureMessage(stack.up("signup", adopting))).toContain("Meta still returns the previous content.");
  stack.startRun();
  await stack.up("signup", adopting);
  expect(stack.requests("create")).toEqual([]);
  expect(stack.meta.sequences()).toMatchObject([{ id, content: { text: "New" } }]);
});

row("56", "an update with a lost response succeeds when the account shows it", async (stack) => {
  const { id } = await stack.up();
  stack.startRun();
  stack.meta.clearJournal();
  stack.addFault({ match: { verb: "update" }, effect: { kind: "drop" }, when: "after" });
  const { outs } = await stack.up("signup", { text: "New" });
  expect(stack.requests("update")).toHaveLength(1);
  expect(stack.requestKinds().slice(0, 2)).toEqual(["update", "read"]);
  expect(outs).toMatchObject({ text: "New" });
  expect(stack.stateIds()).toEqual([id.split("/")[1]]);
});

row("56", "an update that never reached Meta is repeated after a read", async (stack) => {
  await stack.up();
  stack.startRun();
  stack.meta.clearJournal();
  stack.addFault({ match: { verb: "update" }, effect: { kind: "drop" } });
  await stack.up("signup", { text: "New" });
  expect(stack.requestKinds().slice(0, 3)).toEqual(["update", "read", "update"]);
  expect(stack.meta.sequences()).toMatchObject([{ content: { text: "New" } }]);
});

for (const [what, matches] of [
  ["one empty response", [reading]],
  ["one empty response and one empty list", [reading, { ...edge, verb: "list" }]],
] as const) {
  row("64", `${what} does not count as a deletion`, async (stack) => {
    await stack.up();
    stack.startRun();
    for (const match of matches) {
      stack.addFault({ match, effect: { kind: "status", status: 200, body: { data: [] } } });
    }
    const refreshed = await stack.refresh().catch(String);
    expect(refreshed).not.toBeUndefined();
    expect(stack.stateIds()).toEqual(stack.storedIds());
    expect(stack.storedIds()).toHaveLength(1);
  });
}

row("64", "a delete does not trust one empty response", async (stack) => {
  await stack.up();
  stack.startRun();
  stack.meta.clearJournal();
  stack.addFault({ match: reading, effect: { kind: "status", status: 200, body: { data: [] } } });
  await stack.destroy();
  expect(stack.requests("delete")).toHaveLength(1);
  expect(stack.storedIds()).toEqual([]);
});

row("71", "a failed read-back records id, inputs and reason; no second create", async (stack) => {
  stack.addFault({ match: listing, effect: { kind: "status", status: 503 }, nth: 2, times: "always" });
  const error = await stack.up().catch((failed: unknown) => failed);
  const [id = ""] = stack.storedIds();
  expect(error).toMatchObject({
    id: `${stack.meta.wabaId}/${id}`,
    reasons: [expect.stringMatching(/^Sequence \d+\/\d+ was written, but reading it back failed\. .*HTTP 503/)],
  });
  expect(stack.engine.entries.get("signup")).toMatchObject({
    id: `${stack.meta.wabaId}/${id}`,
    isHealthy: false,
    inputs: { text: "Hi! Thanks for your interest in driving with us." },
    outs: { sequenceId: id, name: "signup" },
  });
  stack.meta.faults.clear();
  stack.startRun();
  await stack.up();
  expect(stack.requests("create")).toHaveLength(1);
  expect(stack.requests("update")).toEqual([]);
});

const [how, what] = [{ title: "How do I sign up?" }, { title: "What do I need?" }];
const content = {
  text: "Hi! Thanks for your interest in driving with us.",
  autofill_message: { content: "Hello! Can I get more info on this?" },
  ice_breakers: [how, what],
};

const edits: readonly (readonly [what: string, edit: SequencePatch, shown: object])[] = [
  ["the name", { name: "Edited" }, { name: "Edited" }],
  ["the text", { content: { ...content, text: "Edited" } }, { text: "Edited" }],
  [
    "the order of the ice breakers",
    { content: { ...content, ice_breakers: [what, how] } },
    { iceBreakers: [what, how] },
  ],
  [
    "an ice breaker's title",
    { content: { ...content, ice_breakers: [{ title: "Edited" }, what] } },
    { iceBreakers: [{ title: "Edited" }, what] },
  ],
  ["removed ice breakers", { content: { ...content, ice_breakers: [] } }, { iceBreakers: undefined }],
  [
    "a removed autofill message",
    { content: { text: content.text, ice_breakers: [how, what] } },
    { autofillMessage: undefined },
  ],
];

for (const [part, edit, shown] of edits) {
  row("65", `refresh shows a change of ${part}, and up restores it`, async (stack) => {
    const before = await stack.up();
    const [id = ""] = stack.storedIds();
    const made = stack.meta.sequences();
    stack.meta.editSequence(id, edit);
    stack.startRun();
    const seen = await stack.refresh();
    for (const [key, value] of Object.entries(shown)) {
      expect(seen?.outs[key]).toEqual(value);
      expect(seen?.inputs[key]).toEqual(value);
    }
    const unchanged = Object.keys(before.inputs).filter((key) => !(key in shown));
    for (const key of unchanged) expect(seen?.inputs[key]).toEqual(before.inputs[key]);
    stack.startRun();
    stack.meta.clearJournal();
    expect(await stack.engine.isPlanned("signup")).toBe(true);
    await stack.up();
    expect(stack.requests("update")).toHaveLength(1);
    expect(stack.requests("create")).toEqual([]);
    expect(stack.meta.sequences()).toMatchObject(
      made.map(({ id: same, name, content: whole }) => ({ id: same, name, content: whole })),
    );
    expect(await stack.engine.isPlanned("signup")).toBe(false);
  });
}

row("65", "a preview without refresh sends no request and shows no drift", async (stack) => {
  await stack.up();
  stack.meta.editSequence(stack.storedIds()[0] ?? "", { name: "Edited" });
  stack.startRun();
  stack.meta.clearJournal();
  expect(await stack.engine.isPlanned("signup")).toBe(false);
  expect(stack.requestKinds()).toEqual([]);
  await stack.refresh();
  await stack.up();
});

row("66", "a change of use in an ad changes one output only", async (stack) => {
  const { outs } = await stack.up();
  const [id = ""] = stack.storedIds();
  const { adId } = stack.meta.addAd({ sequenceId: id });
  stack.startRun();
  expect((await stack.refresh())?.outs).toEqual({ ...outs, isUsedInAd: true });
  expect(await stack.engine.isPlanned("signup")).toBe(false);
  await stack.up();
  stack.meta.removeAd(adId);
  stack.startRun();
  expect((await stack.refresh())?.outs).toEqual(outs);
  expect(await stack.engine.isPlanned("signup")).toBe(false);
  await stack.up();
  expect(stack.requests("update")).toEqual([]);
  expect(stack.requests("create")).toHaveLength(1);
});

row("67", "a changed account creates there first, then deletes here", async (stack) => {
  stack.meta.addWaba({ id: "888" });
  const before = await stack.up();
  stack.startRun();
  stack.meta.clearJournal();
  const after = await stack.up("signup", { wabaId: "888" });
  expect(after.id).toMatch(/^888\/\d+$/);
  expect(stack.meta.sequences()).toMatchObject([{ wabaId: "888", name: "signup" }]);
  const written = stack.meta.journal().filter(({ method }) => method !== "GET");
  expect(written.map(({ verb, path }) => [verb, path])).toEqual([
    ["create", "/888/welcome_message_sequences"],
    ["delete", `/${stack.meta.wabaId}/welcome_message_sequences`],
  ]);
  expect(written[1]?.query["sequence_id"]).toBe(before.id.split("/")[1]);
});

row("67", "a failed create in another account keeps the old sequence", async (stack) => {
  const before = await stack.up();
  stack.startRun();
  stack.meta.clearJournal();
  expect(await failureMessage(stack.up("signup", { wabaId: "889" }))).toContain(
    "Check that 889 is the WhatsApp Business Account id",
  );
  expect(stack.engine.entries.get("signup")).toEqual(before);
  expect(stack.requests("delete")).toEqual([]);
  stack.engine.declaredArgs.set("signup", {});
});

for (const changes of [
  {},
  { iceBreakers: [], autofillMessage: undefined },
  { onContentChange: "replace", duplicates: "allow" },
]) {
  row("74", `a preview after a refresh is empty: ${JSON.stringify(Object.keys(changes))}`, async (stack) => {
    await stack.up("signup", changes);
    for (let time = 0; time < 2; time++) {
      stack.startRun();
      const { outs } = (await stack.refresh()) ?? {};
      stack.meta.clearJournal();
      expect(await stack.engine.isPlanned("signup")).toBe(false);
      expect(stack.requestKinds()).toEqual([]);
      expect(outs).toEqual(stack.engine.entries.get("signup")?.outs);
    }
  });
}
