import type { SequencePatch } from "pulumi-whatsapp-simulator";
import { failureMessage } from "../support/world/failures";
import { useAccount, row } from "./support/row";

useAccount();

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
