import {
  apiVersions,
  countDaysLeft,
  defaultApiVersions,
  findEndOfVersion,
  findNewer,
  findReplacement,
} from "./api-versions";

test.each([
  ["graph", "v20.0", "2026-09-24"],
  ["graph", "v18.0", "2026-05-21"],
  ["graph", "v9.0", "2026-05-21"],
  ["graph", "v19.1", undefined],
  ["graph", "v27.0", undefined],
  ["graph", "v99.0", undefined],
  ["marketing", "v24.0", "2026-11-10"],
  ["marketing", "v1.0", "2025-09-09"],
  ["graph", "latest", "2026-05-21"],
  ["graph", "xv99.0", "2026-05-21"],
] as const)("the %s API ends %s on %s", (api, version, end) => {
  expect(findEndOfVersion(api, version)).toBe(end);
});

test("the replacement is the default, unless it is no newer", () => {
  for (const api of ["graph", "marketing"] as const) {
    const newest = apiVersions[api][0]?.version;
    expect(findReplacement(api, "v20.0")).toBe(defaultApiVersions[api]);
    expect(findReplacement(api, defaultApiVersions[api])).toBe(newest);
    expect(findReplacement(api, "v99.0")).toBe(newest);
  }
});

test("finds the newer version", () => {
  expect(findNewer("v9.0", "v24.0")).toBe("v24.0");
  expect(findNewer("v24.0", "v9.0")).toBe("v24.0");
  expect(findNewer("v24.0", "v24.1")).toBe("v24.0");
});

test.each([
  ["2026-11-30T00:00:00Z", 0],
  ["2026-11-30T23:59:59Z", 0],
  ["2026-11-29T12:00:00Z", 1],
  ["2026-12-01T00:00:00Z", -1],
])("on %s, %i days are left of 2026-11-30", (now, days) => {
  expect(countDaysLeft("2026-11-30", new Date(now))).toBe(days);
});
