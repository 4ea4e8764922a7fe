import * as fc from "fast-check";
import { contentOf } from "../../schema/canonical";
import type { SequenceRow } from "../../schema/wire";
import { auditAccount, isManagedTwice } from "./audit-account";
import { readExportedContent } from "./exported-content";
import type { ExportedSequence } from "./stack-export";

const texts = fc.constantFrom("Hi!", "Hello!");
const ids = fc.integer({ min: 1, max: 6 }).map(String);

const rows = fc.uniqueArray(
  fc.record({ id: ids, text: texts }).map(({ id, text }): SequenceRow => ({
    ...{ id, content: contentOf({ name: "Offer", text }), isUsedInAd: false, lastUpdateTime: undefined },
  })),
  { selector: ({ id }) => id },
);

const exported = fc.array(
  fc
    .record({
      sequenceId: ids,
      role: fc.constantFrom("manages", "reads", "deletes"),
      appId: fc.constantFrom("7", "8", undefined),
      isUnsettled: fc.boolean(),
      outputs: fc.record({ name: fc.constant("Offer"), text: fc.oneof(texts, fc.constant(5)) }),
    })
    .map(({ outputs, ...one }): ExportedSequence => ({
      ...{ ...one, file: "a.json", urn: "urn:pulumi:a::b::c::d", wabaId: "1" },
      recorded: readExportedContent({ outputs }),
    })),
);

test("every sequence has one status, which fits its resources", async () => {
  const check = async (listed: SequenceRow[], states: ExportedSequence[], appId: string | undefined) => {
    const account = { wabaId: "1", rows: listed, unreadable: [], appId: () => Promise.resolve(appId) };
    const { sequences } = await auditAccount(account, states);
    const listedIds = listed.map(({ id }) => id);
    const expectedIds = states.filter(({ role }) => role !== "deletes").map(({ sequenceId }) => sequenceId);
    expect(sequences.map(({ sequenceId }) => sequenceId).sort()).toEqual(
      [...new Set([...listedIds, ...expectedIds])].sort(),
    );
    for (const sequence of sequences) {
      const own = states.filter(({ sequenceId }) => sequenceId === sequence.sequenceId);
      const managers = own.filter(({ role }) => role === "manages");
      const isListed = listedIds.includes(sequence.sequenceId);
      expect(sequence.status === "unmanaged").toBe(isListed && own.every(({ role }) => role === "reads"));
      expect(sequence.status === "changed").toBe(sequence.changes.length > 0);
      expect(sequence.status === "undecided").toBe(sequence.reason !== undefined && sequence.changes.length === 0);
      if (sequence.status === "missing") expect([isListed, appId]).toEqual([false, expect.any(String)]);
      if (sequence.status === "managed") expect(isListed).toBe(true);
      if (isManagedTwice(sequence)) expect(managers.length).toBeGreaterThan(0);
    }
  };
  await fc.assert(fc.asyncProperty(rows, exported, fc.constantFrom("7", undefined), check));
});

test("only a state of the token's app makes a sequence missing", async () => {
  const check = async (states: ExportedSequence[]) => {
    const account = { wabaId: "1", rows: [], unreadable: [], appId: () => Promise.resolve("7") };
    const { sequences } = await auditAccount(account, states);
    for (const { status, sequenceId } of sequences) {
      const own = states.filter((state) => state.sequenceId === sequenceId && state.role !== "deletes");
      expect(status).toBe(
        own.some(({ appId, isUnsettled }) => appId === "7" && !isUnsettled) ? "missing" : "undecided",
      );
    }
  };
  await fc.assert(fc.asyncProperty(exported, check));
});
