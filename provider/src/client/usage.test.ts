import { spacingMs, retryAfterMs, usedPercents } from "./usage";

function usage(...entries: readonly object[]) {
  return { "x-business-use-case-usage": JSON.stringify({ "102": entries }) };
}
const management = { type: "whatsapp_business_management", call_count: 0, total_time: 0, total_cputime: 0 };

test.each([
  ["seconds", { "retry-after": "7" }, 7_000],
  ["seconds between blanks", { "retry-after": " 7 " }, 7_000],
  ["seconds and more", { "retry-after": "7 s" }, undefined],
  ["no seconds", { "retry-after": "0" }, 0],
  ["more than a day", { "retry-after": "1000000000" }, 86_400_000],
  [
    "a date, against the answer's own",
    { "retry-after": "Sun, 22 Nov 2026 10:00:30 GMT", date: "Sun, 22 Nov 2026 10:00:00 GMT" },
    30_000,
  ],
  [
    "a date that has passed",
    { "retry-after": "Sun, 22 Nov 2026 09:00:00 GMT", date: "Sun, 22 Nov 2026 10:00:00 GMT" },
    0,
  ],
  ["a date with no answer's own", { "retry-after": "Sun, 22 Nov 2026 10:00:30 GMT" }, undefined],
  ["a negative number", { "retry-after": "-1" }, undefined],
  ["a word", { "retry-after": "soon", date: "Sun, 22 Nov 2026 10:00:00 GMT" }, undefined],
  ["a list of headers", { "retry-after": ["7"] }, undefined],
  ["nothing", {}, undefined],
  ["minutes of the usage header", usage({ ...management, estimated_time_to_regain_access: 3 }), 180_000],
  [
    "the longest of several",
    usage({ estimated_time_to_regain_access: 1 }, { estimated_time_to_regain_access: 5 }),
    300_000,
  ],
  ["no minutes", usage({ ...management, estimated_time_to_regain_access: 0 }), undefined],
  ["minutes as text", usage({ estimated_time_to_regain_access: "3" }), undefined],
  ["a broken usage header", { "x-business-use-case-usage": "{" }, undefined],
  ["an empty usage header", { "x-business-use-case-usage": "null" }, undefined],
  ["a usage header of numbers", { "x-business-use-case-usage": '{"1":[7,null]}' }, undefined],
])("reads the wait time of %s", (_what, headers, expected) => {
  expect(retryAfterMs(headers)).toBe(expected);
});

test("uses the highest counter of the app and of management calls", () => {
  const app = { "x-app-usage": JSON.stringify({ call_count: 28, total_time: 41, total_cputime: 25 }) };
  const readUsage = (headers: Parameters<typeof usedPercents>[0]) => Object.fromEntries(usedPercents(headers));
  expect(readUsage(app)).toEqual({ app: 41 });
  expect(readUsage({ ...app, ...usage({ ...management, total_cputime: 90 }) })).toEqual({ app: 41, "102": 90 });
  expect(readUsage({ ...app, ...usage({ ...management, type: "whatsapp", call_count: 99 }) })).toEqual({ app: 41 });
});

test("ignores a counter that is not a finite number", () => {
  const header = '{"102":[{"type":"whatsapp_business_management","call_count":1e999,"total_time":7}]}';
  expect(usedPercents({ "x-business-use-case-usage": header }).get("102")).toBe(7);
});

test.each([
  {},
  { "x-app-usage": "?" },
  { "x-app-usage": "7" },
  { "x-business-use-case-usage": '{"1":[7,null],"2":3}' },
])("the headers %j have no counter", (headers) => {
  expect(usedPercents(headers).size).toBe(0);
});

test("spaces out calls from 80 percent, by two seconds from 100", () => {
  expect([0, 80, 81, 90, 100, 250].map(spacingMs)).toEqual([0, 0, 100, 1_000, 2_000, 2_000]);
});
