import { faultRows, row } from "./support/row";

faultRows();

const edge = { path: "*/welcome_message_sequences" } as const;
const reading = { ...edge, verb: "read" } as const;

for (const id of ["", "102290129340398", "102290129340398/", "102290129340398/abc", "/5"]) {
  row(
    "57",
    `an update with the id ${JSON.stringify(id)} in the state is refused before it could create`,
    async (the) => {
      await the.up();
      the.engine.edit("signup", { id });
      the.meta.clearJournal();
      const message = await the.said(the.up("signup", { text: "New" }));
      expect(message).toBe(
        `The id ${JSON.stringify(id)} is not of the form <wabaId>/<sequenceId>, both digits. Nothing was sent. Correct the id in the program, import file or state.`,
      );
      expect(the.verbs()).toEqual([]);
      the.engine.edit("signup", { id: `${the.meta.wabaId}/${the.rows()[0] ?? ""}` });
    },
  );

  row(
    "58",
    `a delete with the id ${JSON.stringify(id)} in the state is refused before anything is sent`,
    async (the) => {
      await the.up();
      the.engine.edit("signup", { id });
      the.meta.clearJournal();
      expect(await the.said(the.destroy())).toContain("is not of the form <wabaId>/<sequenceId>");
      expect(the.verbs()).toEqual([]);
      expect(the.rows()).toHaveLength(1);
      the.engine.edit("signup", { id: `${the.meta.wabaId}/${the.rows()[0] ?? ""}` });
    },
  );
}

row("57", "an update that reaches the handler without a diff is refused as well", async (the) => {
  const { outs, inputs } = await the.up();
  the.meta.clearJournal();
  expect(await the.said(the.run.handler.update(`${the.meta.wabaId}/`, outs, { ...inputs, text: "New" }))).toContain(
    "is not of the form <wabaId>/<sequenceId>",
  );
  expect(the.verbs()).toEqual([]);
});

row("59", "a delete of what somebody removed succeeds once its absence is proven, without a DELETE", async (the) => {
  await the.up();
  const [id = ""] = the.rows();
  the.meta.removeSequence(id);
  the.nextRun();
  the.meta.clearJournal();
  await the.destroy();
  // The sequence by the filter, the app behind the token, the whole list, and the node itself, which has no route any more.
  expect(the.verbs()).toEqual(["read", "read", "list", `/${id}`]);
  expect(the.held()).toEqual([]);
});

row("59", "a row that vanishes while its DELETE is on the way counts as deleted, with one DELETE", async (the) => {
  await the.up();
  the.nextRun();
  the.meta.clearJournal();
  const deleting = the.fault({ match: { verb: "delete" }, effect: { kind: "delay", delayMs: 20 } });
  void deleting.hit.then(() => the.meta.removeSequence(the.rows()[0] ?? ""));
  await the.destroy();
  const [sent, ...others] = the.sent("delete");
  expect(sent).toMatchObject({ errorCode: 4027017 });
  expect(others).toEqual([]);
  expect(the.sent("list")).toHaveLength(1);
});

row("60", "4027017 when the account may not be read afterwards is an error, and the state is kept", async (the) => {
  await the.up();
  the.nextRun();
  the.meta.clearJournal();
  the.fault({ match: { verb: "delete" }, effect: { kind: "graph", code: 100, subcode: 4027017 } });
  the.fault({ match: { method: "GET" }, effect: { kind: "graph", code: 10 }, nth: 2, times: "always" });
  const message = await the.said(the.destroy());
  expect(message).toMatch(
    /^Could not delete sequence "signup" \(\d+\/\d+\)\. Meta refused: .*\(code 10, fbtrace_id \w+\)\. /,
  );
  expect(the.verbs().slice(0, 3)).toEqual(["read", "delete", "read"]);
  expect(the.sent("delete")).toHaveLength(1);
  expect(the.held()).toEqual(the.rows());
});

row("60", "4027017 for a token that may only look is an error, and the state is kept", async (the) => {
  await the.up();
  const token = the.meta.addToken({ access: "view" });
  the.nextRun({ WHATSAPP_ACCESS_TOKEN: token });
  const message = await the.said(the.destroy());
  expect(message).toMatch(
    /Could not delete sequence "signup".*code 4027017, fbtrace_id.*run `pulumi refresh` with the token/,
  );
  expect(the.sent("delete")).toHaveLength(1);
  expect(the.held()).toEqual(the.rows());
});

row("61", "a delete while an ad uses it is refused before any DELETE, with the ways out", async (the) => {
  const { id } = await the.up();
  const { adId } = the.meta.addAd({ sequenceId: the.rows()[0] ?? "" });
  the.nextRun();
  the.meta.clearJournal();
  const message = await the.said(the.destroy());
  expect(message).toBe(
    `Refused to delete sequence "signup" (${id}). An ad uses it, and Meta does not delete a sequence that an ad uses (4027012 Sequence used in an ad). ` +
      'Disconnect the sequence from the ad and run again, or set retainOnDelete to leave it in the account; for the next change, onContentChange: "replace" creates a new sequence first so that the ad can move to it.',
  );
  expect(the.verbs()).toEqual(["read"]);
  expect(the.held()).toEqual(the.rows());
  the.meta.removeAd(adId);
});

row("61", "a delete that Meta itself refuses with 4027012 is sent once and said in the same words", async (the) => {
  const { id } = await the.up();
  the.nextRun();
  the.fault({ match: { verb: "delete" }, effect: { kind: "graph", code: 100, subcode: 4027012 } });
  expect(await the.said(the.destroy())).toMatch(
    new RegExp(
      `^Refused to delete sequence "signup" \\(${id}\\)\\. An ad uses it.*4027012.*fbtrace_id \\w+\\)\\. Disconnect`,
    ),
  );
  expect(the.sent("delete")).toHaveLength(1);
  expect(the.held()).toEqual(the.rows());
});

row("61", "an update while an ad uses it is warned of, sent once, and refused; the state is unchanged", async (the) => {
  const before = await the.up();
  const { adId } = the.meta.addAd({ sequenceId: the.rows()[0] ?? "" });
  the.nextRun();
  const refreshed = await the.refresh();
  the.nextRun();
  the.meta.clearJournal();
  expect(await the.said(the.up("signup", { text: "New" }))).toMatch(
    /^Refused to change sequence "signup" .*4027012.*fbtrace_id.*Disconnect.*onContentChange: "replace".*retainOnDelete/,
  );
  expect(the.run.warnings).toEqual([expect.stringContaining("Meta will probably refuse this change (4027012)")]);
  expect(the.verbs()).toEqual(["update"]);
  expect(the.engine.entries.get("signup")).toEqual(refreshed);
  expect(refreshed?.outs).toEqual({ ...before.outs, isUsedInAd: true });
  the.meta.removeAd(adId);
});

row("62", "a delete whose answer is lost is done once its absence is proven, with one DELETE", async (the) => {
  await the.up();
  the.nextRun();
  the.meta.clearJournal();
  the.fault({ match: { verb: "delete" }, effect: { kind: "drop" }, when: "after" });
  await the.destroy();
  expect(the.sent("delete")).toHaveLength(1);
  expect(the.verbs().slice(0, 3)).toEqual(["read", "delete", "read"]);
  expect(the.sent("list")).toHaveLength(1);
  expect(the.rows()).toEqual([]);
});

row("62", "a delete that was lost on its way is sent once more, after a look", async (the) => {
  await the.up();
  the.nextRun();
  the.meta.clearJournal();
  the.fault({ match: { verb: "delete" }, effect: { kind: "drop" } });
  await the.destroy();
  expect(the.sent("delete")).toHaveLength(2);
  expect(the.rows()).toEqual([]);
});

row("62", "a deleted row that reads still show for a moment is waited for", async (the) => {
  await the.up();
  the.nextRun();
  the.fault({ match: { verb: "delete" }, effect: { kind: "drop" }, when: "after" });
  the.fault({ match: reading, effect: { kind: "stale-read" }, nth: 2, times: 2 });
  await the.destroy();
  expect(the.sent("delete")).toHaveLength(1);
  expect(the.run.waitsMs).toEqual(expect.arrayContaining([250, 500]));
});

row("63", "a row that somebody removed is found gone by a refresh, and made again once", async (the) => {
  const { id } = await the.up();
  the.meta.removeSequence(the.rows()[0] ?? "");
  the.nextRun();
  expect(await the.refresh()).toBeUndefined();
  expect(the.held()).toEqual([]);
  the.nextRun();
  the.meta.clearJournal();
  const again = await the.up();
  expect(again.id).not.toBe(id);
  expect(the.sent("create")).toHaveLength(1);
  expect(the.held()).toEqual(the.rows());
  expect(the.rows()).toHaveLength(1);
});

row("63", "a row of many that was removed leaves the state alone", async (the) => {
  const names = ["a", "b", "c", "d"];
  for (const name of names) await the.up(name);
  the.meta.removeSequence(the.rows()[1] ?? "");
  the.nextRun();
  await Promise.all(names.map((name) => the.refresh(name)));
  expect([...the.engine.entries.keys()]).toEqual(["a", "c", "d"]);
  await the.up("b");
  expect([...the.held()].sort()).toEqual([...the.rows()].sort());
});
