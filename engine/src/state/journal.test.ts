import { readJournal } from "./journal";

const header = '{"journal":1,"base":"sum","salt":"v1:x","kind":"update"}\n';
const failed = '{"failed":1}\n';

test("ignores an incomplete last line, with or without a newline", () => {
  expect(readJournal(`${header}${failed}{"done":2,"add":{"urn":"urn:pul`, "j")?.lines).toHaveLength(1);
  expect(readJournal(`${header}${failed}{"done":2,"add":{"urn":"urn:pul\n`, "j")?.lines).toHaveLength(1);
});

test("treats a journal without a complete first line as empty", () => {
  expect(readJournal(header.slice(0, 20), "j")).toBeUndefined();
});

test("rejects a damaged line and names its number", () => {
  expect(() => readJournal(`${header}{"fai\n${failed}`, "dev.json.journal")).toThrow(
    "dev.json.journal: line 2 is damaged",
  );
});

test("rejects a journal of a newer engine", () => {
  expect(() => readJournal('{"journal":2}\n', "j")).toThrow("version 2 is not known");
});

test("separates folded checkpoints from steps", () => {
  const journal = readJournal(`${header}${failed}{"folded":"new"}\n`, "j");
  expect([journal?.foldedInto, journal?.lines.length]).toEqual([["new"], 1]);
});
