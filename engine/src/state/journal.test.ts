import { readJournal } from "./journal";

const header = '{"journal":1,"base":"sum","salt":"v1:x","kind":"update"}\n';
const failed = '{"failed":1}\n';

test("a torn last line is ignored, with or without its newline", () => {
  expect(readJournal(`${header}${failed}{"done":2,"add":{"urn":"urn:pul`, "j")?.lines).toHaveLength(1);
  expect(readJournal(`${header}${failed}{"done":2,"add":{"urn":"urn:pul\n`, "j")?.lines).toHaveLength(1);
});

test("a journal torn in its first line says nothing", () => {
  expect(readJournal(header.slice(0, 20), "j")).toBeUndefined();
});

test("a damaged line in the middle is refused with its number", () => {
  expect(() => readJournal(`${header}{"fai\n${failed}`, "dev.json.journal")).toThrow(
    "dev.json.journal: line 2 is damaged",
  );
});

test("a journal of a later engine is refused", () => {
  expect(() => readJournal('{"journal":2}\n', "j")).toThrow("version 2 is not known");
});

test("separates folded checkpoints from steps", () => {
  const journal = readJournal(`${header}${failed}{"folded":"new"}\n`, "j");
  expect([journal?.foldedInto, journal?.lines.length]).toEqual([["new"], 1]);
});
