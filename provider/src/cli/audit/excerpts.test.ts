import { quoteExcerpts } from "./excerpts";
import type { CommandIo } from "../io";

const io: CommandIo = {
  stdout: () => undefined,
  stderr: () => undefined,
  stdin: () => Promise.resolve(Buffer.from("")),
  env: { WHATSAPP_ACCESS_TOKEN: "a token of this run" },
  cwd: "/",
};
const long = "x".repeat(60);

test.each([
  ["Hi!", "Hello!", '"Hi!"', '"Hello!"'],
  ["", "a", '""', '"a"'],
  ["a\nb", "a b", '"a\\nb"', '"a b"'],
  ["a\u202eb", "a\u00a0b", '"a\\u202eb"', '"a\\u00a0b"'],
  [`${long}1`, `${long}2`, `"…${"x".repeat(12)}1"`, `"…${"x".repeat(12)}2"`],
  [long, `${long}2`, `"…${"x".repeat(12)}"`, `"…${"x".repeat(12)}2"`],
  [`1${long}`, `2${long}`, `"1${"x".repeat(47)}…"`, `"2${"x".repeat(47)}…"`],
  [`${"x".repeat(30)}👨‍👩‍👧`, `${"x".repeat(30)}👨‍👩‍👦`, `"…${"x".repeat(12)}👨‍👩‍👧"`, `"…${"x".repeat(12)}👨‍👩‍👦"`],
  ["my a token of this run", "none", '"my [secret]"', '"none"'],
])("%j and %j", (before, after, old, fresh) => {
  expect(quoteExcerpts(io, before, after)).toEqual([old, fresh]);
});
