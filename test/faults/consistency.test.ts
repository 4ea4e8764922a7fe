import { PartialFailure } from "../../provider/src/runtime/user-error";
import { faultRows, row } from "./support/row";

faultRows();

const edge = { path: "*/welcome_message_sequences" } as const;
/** One filtered GET of the edge. */
const reading = { ...edge, verb: "read" } as const;
const listing = { ...edge, verb: "list" } as const;

row("52", "a new sequence that reads do not show for a moment is waited for, with one POST", async (the) => {
  the.fault({ match: reading, effect: { kind: "stale-read" }, times: 3 });
  the.fault({ match: listing, effect: { kind: "stale-read" }, nth: 2 });
  await the.up();
  expect(the.verbs()).toEqual(["list", "create", "read", "list", "read", "read", "read", "read", "list"]);
  expect(the.run.waitsMs).toEqual(expect.arrayContaining([250, 500, 1_000]));
  expect(the.sent("create")).toHaveLength(1);
  expect(the.held()).toEqual(the.rows());
});

row("53", "what reads never show is recorded with its id, and the next run makes no second one", async (the) => {
  const stale = the.fault({ match: edge, effect: { kind: "stale-read" }, nth: 2, times: "always" });
  const message = await the.said(the.up());
  const [id] = the.rows();
  expect(message).toBe(
    `Sequence ${the.meta.wabaId}/${id ?? ""} was written, but Meta does not show it yet. It is recorded in the state; the next \`pulumi up\` looks again and does not create a second one.`,
  );
  expect(the.engine.entries.get("signup")).toMatchObject({ id: `${the.meta.wabaId}/${id ?? ""}`, isHealthy: false });
  the.nextRun();
  expect(await the.said(the.up())).toContain("Run `pulumi refresh` to find out whether it is deleted");
  stale.remove();
  the.nextRun();
  await the.up();
  expect(the.engine.entries.get("signup")).toMatchObject({ isHealthy: true, outs: { sequenceId: id } });
  expect(the.sent("create")).toHaveLength(1);
  expect(the.sent("update")).toEqual([]);
  expect(the.held()).toEqual(the.rows());
});

row("54", "reads that still show the old text after an update are waited out, with one update", async (the) => {
  await the.up();
  the.nextRun();
  the.fault({ match: reading, effect: { kind: "stale-read" }, times: 3 });
  const { outs } = await the.up("signup", { text: "New" });
  expect(outs).toMatchObject({ text: "New" });
  expect(the.sent("update")).toHaveLength(1);
  expect(the.run.waitsMs).toEqual(expect.arrayContaining([250, 500, 1_000]));
});

row("54", "an update that reads never show is not sent a second time before the account was asked", async (the) => {
  await the.up();
  const stale = the.fault({ match: reading, effect: { kind: "stale-read" }, times: "always" });
  expect(await the.said(the.up("signup", { text: "New" }))).toContain("Meta still returns the previous content.");
  stale.remove();
  the.nextRun();
  the.meta.clearJournal();
  await the.up("signup", { text: "New" });
  expect(the.verbs()).toEqual(["read", "read"]);
});

row("55", "an update that Meta took and did not make is an error, and the state keeps what Meta shows", async (the) => {
  await the.up("signup", { text: "Old" });
  the.fault({ match: { verb: "update" }, effect: { kind: "drop-write" } });
  the.nextRun();
  const error = await the.up("signup", { text: "New" }).catch((failed: unknown) => failed);
  expect(error).toBeInstanceOf(PartialFailure);
  expect(error).toMatchObject({ message: expect.stringContaining("Meta still returns the previous content.") });
  expect(the.sent("update")).toHaveLength(1);
  expect(the.engine.entries.get("signup")).toMatchObject({ isHealthy: false, outs: { text: "Old" } });
  the.nextRun();
  await the.up("signup", { text: "New" });
  expect(the.sent("update")).toHaveLength(2);
  expect(the.meta.sequences()).toMatchObject([{ content: { text: "New" } }]);
});

row("55", "a change of an adopted sequence that was not made is made again, and replaces nothing", async (the) => {
  const id = the.meta.addSequence({ name: "signup", content: { text: "Old" } });
  the.fault({ match: { verb: "update" }, effect: { kind: "drop-write" } });
  const adopting = { adoptSequenceId: id, text: "New", onContentChange: "replace" };
  expect(await the.said(the.up("signup", adopting))).toContain("Meta still returns the previous content.");
  the.nextRun();
  await the.up("signup", adopting);
  expect(the.sent("create")).toEqual([]);
  expect(the.meta.sequences()).toMatchObject([{ id, content: { text: "New" } }]);
});

row("56", "an update whose answer is lost is believed when the account shows it", async (the) => {
  const { id } = await the.up();
  the.nextRun();
  the.meta.clearJournal();
  the.fault({ match: { verb: "update" }, effect: { kind: "drop" }, when: "after" });
  const { outs } = await the.up("signup", { text: "New" });
  expect(the.sent("update")).toHaveLength(1);
  expect(the.verbs().slice(0, 2)).toEqual(["update", "read"]);
  expect(outs).toMatchObject({ text: "New" });
  expect(the.held()).toEqual([id.split("/")[1]]);
});

row("56", "an update that was lost on its way is sent once more, after a look", async (the) => {
  await the.up();
  the.nextRun();
  the.meta.clearJournal();
  the.fault({ match: { verb: "update" }, effect: { kind: "drop" } });
  await the.up("signup", { text: "New" });
  expect(the.verbs().slice(0, 3)).toEqual(["update", "read", "update"]);
  expect(the.meta.sequences()).toMatchObject([{ content: { text: "New" } }]);
});

for (const [what, empties] of [
  ["one empty answer", [reading]],
  ["one empty answer and one empty list", [reading, { ...edge, verb: "list" }]],
] as const) {
  row("64", `${what} is not taken for a deletion`, async (the) => {
    await the.up();
    the.nextRun();
    for (const match of empties) {
      the.fault({ match, effect: { kind: "status", status: 200, body: { data: [] } } });
    }
    const refreshed = await the.refresh().catch(String);
    expect(refreshed).not.toBeUndefined();
    expect(the.held()).toEqual(the.rows());
    expect(the.rows()).toHaveLength(1);
  });
}

row("64", "one empty list does not make a delete believe that it is done", async (the) => {
  await the.up();
  the.nextRun();
  the.meta.clearJournal();
  the.fault({ match: reading, effect: { kind: "status", status: 200, body: { data: [] } } });
  await the.destroy();
  expect(the.sent("delete")).toHaveLength(1);
  expect(the.rows()).toEqual([]);
});

row("71", "a read-back that fails leaves id, inputs and reason in the state, and no second create", async (the) => {
  the.fault({ match: listing, effect: { kind: "status", status: 503 }, nth: 2, times: "always" });
  const error = await the.up().catch((failed: unknown) => failed);
  const [id = ""] = the.rows();
  expect(error).toMatchObject({
    id: `${the.meta.wabaId}/${id}`,
    reasons: [expect.stringMatching(/^Sequence \d+\/\d+ was written, but reading it back failed\. .*HTTP 503/)],
  });
  expect(the.engine.entries.get("signup")).toMatchObject({
    id: `${the.meta.wabaId}/${id}`,
    isHealthy: false,
    inputs: { text: "Hi! Thanks for your interest in driving with us." },
    outs: { sequenceId: id, name: "signup" },
  });
  the.meta.faults.clear();
  the.nextRun();
  await the.up();
  expect(the.sent("create")).toHaveLength(1);
  expect(the.sent("update")).toEqual([]);
});
