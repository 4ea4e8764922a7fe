import { faultRows, row } from "./support/row";

faultRows();

row("04", "an answer lost after the write: the sequence is adopted, with one POST and one row", async (the) => {
  the.fault({ match: { verb: "create" }, effect: { kind: "drop" }, when: "after" });
  await the.up();
  expect(the.sent("create")).toHaveLength(1);
  expect(the.rows()).toEqual(the.held());
});
