import { readUsage, retryAfterMs, spacingMs } from "./usage";

function usage(...entries: readonly object[]) {
  return { "x-business-use-case-usage": JSON.stringify({ "102": entries }) };
}
const waba = { kind: "waba", id: "102" } as const;
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
  expect(retryAfterMs(headers, waba)).toBe(expected);
});

test("reads the wait time of the throttled account alone", () => {
  const entry = (minutes: number) => [{ ...management, estimated_time_to_regain_access: minutes }];
  const headers = {
    "x-business-use-case-usage": JSON.stringify({ "102": entry(3), "103": entry(60), "104": entry(0) }),
  };
  const waitOf = (scope: Parameters<typeof retryAfterMs>[1]) => retryAfterMs(headers, scope);
  expect(waitOf(waba)).toBe(180_000);
  expect(waitOf({ kind: "waba", id: "104" })).toBeUndefined();
  expect(waitOf({ kind: "waba", id: "105" })).toBeUndefined();
  expect(waitOf("app")).toBeUndefined();
  expect(waitOf("ads")).toBe(3_600_000);
  expect(waitOf("messages")).toBe(3_600_000);
});

test("uses the highest counter of the app and of management calls", () => {
  const app = { "x-app-usage": JSON.stringify({ call_count: 28, total_time: 41, total_cputime: 25 }) };
  const appUsage = { scope: "app", percent: 41, regainMs: undefined };
  expect(readUsage(app)).toEqual([appUsage]);
  expect(readUsage({ ...app, ...usage({ ...management, total_cputime: 90 }) })).toEqual([
    appUsage,
    { scope: waba, percent: 90, regainMs: undefined },
  ]);
  expect(readUsage({ ...app, ...usage({ ...management, type: "whatsapp", call_count: 99 }) })).toEqual([appUsage]);
});

test("reads the usage of every account in a response", () => {
  const header = {
    "102": [
      { ...management, call_count: 7 },
      { type: "messenger", estimated_time_to_regain_access: 9 },
    ],
    "55": [
      { type: "ads_insights", call_count: 99 },
      { type: "ads_management", call_count: 100, estimated_time_to_regain_access: 12 },
    ],
  };
  expect(readUsage({ "x-business-use-case-usage": JSON.stringify(header) })).toEqual(
    expect.arrayContaining([
      { scope: waba, percent: 7, regainMs: undefined },
      { scope: { kind: "adAccount", id: "55" }, percent: 100, regainMs: 720_000 },
    ]),
  );
});

test("ignores a counter that is not a finite number", () => {
  const header = '{"102":[{"type":"whatsapp_business_management","call_count":1e999,"total_time":7}]}';
  expect(readUsage({ "x-business-use-case-usage": header })).toMatchObject([{ scope: waba, percent: 7 }]);
});

test.each([
  {},
  { "x-app-usage": "?" },
  { "x-app-usage": "7" },
  { "x-business-use-case-usage": '{"1":[7,null],"2":3}' },
])("the headers %j have no counter", (headers) => {
  expect(readUsage(headers)).toEqual([]);
});

test("spaces out calls from 80 percent, by two seconds from 100", () => {
  expect([0, 80, 81, 90, 100, 250].map(spacingMs)).toEqual([0, 0, 100, 1_000, 2_000, 2_000]);
});
