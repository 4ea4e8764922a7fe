import { failureMessage } from "../support/world/failures";
import { useAccount, row } from "./support/row";

useAccount();

const edge = { path: "*/welcome_message_sequences" } as const;
const reading = { ...edge, verb: "read" } as const;

for (const id of ["", "102290129340398", "102290129340398/", "102290129340398/abc", "/5"]) {
  row("57", `an update with the state id ${JSON.stringify(id)} fails before any request`, async (stack) => {
    await stack.up();
    stack.engine.editState("signup", { id });
    stack.meta.clearJournal();
    const message = await failureMessage(stack.up("signup", { text: "New" }));
    expect(message).toBe(
      `The id ${JSON.stringify(id)} is not of the form <wabaId>/<sequenceId>, both digits. Nothing was sent. Correct the id in the program, command, import file or state.`,
    );
    expect(stack.requestKinds()).toEqual([]);
    stack.engine.editState("signup", { id: `${stack.meta.wabaId}/${stack.storedIds()[0] ?? ""}` });
  });

  row("58", `a delete with the state id ${JSON.stringify(id)} fails before any request`, async (stack) => {
    await stack.up();
    stack.engine.editState("signup", { id });
    stack.meta.clearJournal();
    expect(await failureMessage(stack.destroy())).toContain("is not of the form <wabaId>/<sequenceId>");
    expect(stack.requestKinds()).toEqual([]);
    expect(stack.storedIds()).toHaveLength(1);
    stack.engine.editState("signup", { id: `${stack.meta.wabaId}/${stack.storedIds()[0] ?? ""}` });
  });
}

row("57", "an update of a malformed id without a diff fails too", async (stack) => {
  const { outs, inputs } = await stack.up();
  stack.meta.clearJournal();
  expect(
    await failureMessage(stack.run.handler.update(`${stack.meta.wabaId}/`, outs, { ...inputs, text: "New" })),
  ).toContain("is not of the form <wabaId>/<sequenceId>");
  expect(stack.requestKinds()).toEqual([]);
});

row("59", "deleting an already removed sequence proves its absence and sends no DELETE", async (stack) => {
  await stack.up();
  const [id = ""] = stack.storedIds();
  stack.meta.removeSequence(id);
  stack.startRun();
  stack.meta.clearJournal();
  await stack.destroy();
  // The filtered list, the app of the token, the whole list, and the node itself, which no longer has a route.
  expect(stack.requestKinds()).toEqual(["read", "read", "list", `/${id}`]);
  expect(stack.stateIds()).toEqual([]);
});

row("59", "a sequence removed during its DELETE counts as deleted after one DELETE", async (stack) => {
  await stack.up();
  stack.startRun();
  stack.meta.clearJournal();
  const deleting = stack.addFault({ match: { verb: "delete" }, effect: { kind: "delay", delayMs: 20 } });
  void deleting.hit.then(() => stack.meta.removeSequence(stack.storedIds()[0] ?? ""));
  await stack.destroy();
  const [sent, ...others] = stack.requests("delete");
  expect(sent).toMatchObject({ errorCode: 4027017 });
  expect(others).toEqual([]);
  expect(stack.requests("list")).toHaveLength(1);
});

row("60", "4027017 from an account that cannot be read keeps the state", async (stack) => {
  await stack.up();
  stack.startRun();
  stack.meta.clearJournal();
  stack.addFault({ match: { verb: "delete" }, effect: { kind: "graph", code: 100, subcode: 4027017 } });
  stack.addFault({ match: { method: "GET" }, effect: { kind: "graph", code: 10 }, nth: 2, times: "always" });
  const message = await failureMessage(stack.destroy());
  expect(message).toMatch(
    /^Could not delete sequence "signup" \(\d+\/\d+\)\. Meta refused: .*\(code 10, fbtrace_id \w+\)\. /,
  );
  expect(stack.requestKinds().slice(0, 3)).toEqual(["read", "delete", "read"]);
  expect(stack.requests("delete")).toHaveLength(1);
  expect(stack.stateIds()).toEqual(stack.storedIds());
});

row("60", "4027017 for a view-only token keeps the state", async (stack) => {
  await stack.up();
  const token = stack.meta.addToken({ access: "view" });
  stack.startRun({ WHATSAPP_ACCESS_TOKEN: token });
  const message = await failureMessage(stack.destroy());
  expect(message).toMatch(
    /Could not delete sequence "signup".*code 4027017, fbtrace_id.*run `pulumi refresh` with the token/,
  );
  expect(stack.requests("delete")).toHaveLength(1);
  expect(stack.stateIds()).toEqual(stack.storedIds());
});

row("61", "deleting a sequence in an ad is refused without a DELETE", async (stack) => {
  const { id } = await stack.up();
  const { adId } = stack.meta.addAd({ sequenceId: stack.storedIds()[0] ?? "" });
  stack.startRun();
  stack.meta.clearJournal();
  const message = await failureMessage(stack.destroy());
  expect(message).toBe(
    `Refused to delete sequence "signup" (${id}). An ad uses it, and Meta does not delete a sequence that an ad uses (4027012 Sequence used in an ad). ` +
      'Disconnect the sequence from the ad and run again, or set retainOnDelete to leave it in the account; for the next change, onContentChange: "replace" creates a new sequence first so that the ad can move to it.',
  );
  expect(stack.requestKinds()).toEqual(["read"]);
  expect(stack.stateIds()).toEqual(stack.storedIds());
  stack.meta.removeAd(adId);
});

row("61", "a DELETE that Meta rejects with 4027012 is sent once and explained", async (stack) => {
  const { id } = await stack.up();
  stack.startRun();
  stack.addFault({ match: { verb: "delete" }, effect: { kind: "graph", code: 100, subcode: 4027012 } });
  expect(await failureMessage(stack.destroy())).toMatch(
    new RegExp(
      `^Refused to delete sequence "signup" \\(${id}\\)\\. An ad uses it.*4027012.*fbtrace_id \\w+\\)\\. Disconnect`,
    ),
  );
  expect(stack.requests("delete")).toHaveLength(1);
  expect(stack.stateIds()).toEqual(stack.storedIds());
});

row("61", "updating a sequence in an ad warns, sends once, keeps the state", async (stack) => {
  const before = await stack.up();
  const { adId } = stack.meta.addAd({ sequenceId: stack.storedIds()[0] ?? "" });
  stack.startRun();
  const refreshed = await stack.refresh();
  stack.startRun();
  stack.meta.clearJournal();
  expect(await failureMessage(stack.up("signup", { text: "New" }))).toMatch(
    /^Refused to change sequence "signup" .*4027012.*fbtrace_id.*Disconnect.*onContentChange: "replace".*retainOnDelete/,
  );
  expect(stack.run.warnings).toEqual([expect.stringContaining("Meta will probably refuse this change (4027012)")]);
  expect(stack.requestKinds()).toEqual(["update"]);
  expect(stack.engine.entries.get("signup")).toEqual(refreshed);
  expect(refreshed?.outs).toEqual({ ...before.outs, isUsedInAd: true });
  stack.meta.removeAd(adId);
});

row("62", "a delete with a lost response proves the absence after one DELETE", async (stack) => {
  await stack.up();
  stack.startRun();
  stack.meta.clearJournal();
  stack.addFault({ match: { verb: "delete" }, effect: { kind: "drop" }, when: "after" });
  await stack.destroy();
  expect(stack.requests("delete")).toHaveLength(1);
  expect(stack.requestKinds().slice(0, 3)).toEqual(["read", "delete", "read"]);
  expect(stack.requests("list")).toHaveLength(1);
  expect(stack.storedIds()).toEqual([]);
});

row("62", "a DELETE that never reached Meta is sent again after a read", async (stack) => {
  await stack.up();
  stack.startRun();
  stack.meta.clearJournal();
  stack.addFault({ match: { verb: "delete" }, effect: { kind: "drop" } });
  await stack.destroy();
  expect(stack.requests("delete")).toHaveLength(2);
  expect(stack.storedIds()).toEqual([]);
});

row("62", "waits until reads no longer return a deleted sequence", async (stack) => {
  await stack.up();
  stack.startRun();
  stack.addFault({ match: { verb: "delete" }, effect: { kind: "drop" }, when: "after" });
  stack.addFault({ match: reading, effect: { kind: "stale-read" }, nth: 2, times: 2 });
  await stack.destroy();
  expect(stack.requests("delete")).toHaveLength(1);
  expect(stack.run.waitsMs).toEqual(expect.arrayContaining([250, 500]));
});

row("63", "refresh detects a removed sequence, and the next run creates it once", async (stack) => {
  const { id } = await stack.up();
  stack.meta.removeSequence(stack.storedIds()[0] ?? "");
  stack.startRun();
  expect(await stack.refresh()).toBeUndefined();
  expect(stack.stateIds()).toEqual([]);
  stack.startRun();
  stack.meta.clearJournal();
  const again = await stack.up();
  expect(again.id).not.toBe(id);
  expect(stack.requests("create")).toHaveLength(1);
  expect(stack.stateIds()).toEqual(stack.storedIds());
  expect(stack.storedIds()).toHaveLength(1);
});

row("63", "refresh drops only the removed sequence of several", async (stack) => {
  const names = ["a", "b", "c", "d"];
  for (const name of names) await stack.up(name);
  stack.meta.removeSequence(stack.storedIds()[1] ?? "");
  stack.startRun();
  await Promise.all(names.map((name) => stack.refresh(name)));
  expect([...stack.engine.entries.keys()]).toEqual(["a", "c", "d"]);
  await stack.up("b");
  expect([...stack.stateIds()].sort()).toEqual([...stack.storedIds()].sort());
});
