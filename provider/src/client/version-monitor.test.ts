import { defaultApiVersions } from "../schema/api-versions";
import { VersionEnded, VersionMonitor } from "./version-monitor";

function monitorOn(day: string, versions: { readonly graph?: string; readonly marketing?: string } = {}) {
  const warnings: string[] = [];
  const settings = {
    apiVersion: versions.graph ?? defaultApiVersions.graph,
    marketingApiVersion: versions.marketing ?? defaultApiVersions.marketing,
  };
  const monitor = new VersionMonitor(settings, { now: () => new Date(day), warn: (text) => warnings.push(text) });
  return { monitor, warnings };
}

test("uses a version for each API", () => {
  const { monitor, warnings } = monitorOn("2026-11-29", { graph: "v24.0", marketing: "v27.0" });
  expect(monitor.requireUsable("graph")).toBe("v24.0");
  expect(monitor.requireUsable("marketing")).toBe("v27.0");
  expect(warnings).toEqual([]);
});

test.each([
  [
    "graph",
    "v20.0",
    "Graph API v20.0 ended on 2026-09-24. Set whatsapp:apiVersion to v25.0, or update pulumi-whatsapp.",
  ],
  [
    "marketing",
    "v24.0",
    "Marketing API v24.0 ended on 2026-11-10. Set whatsapp:marketingApiVersion to v26.0, or update pulumi-whatsapp.",
  ],
  [
    "graph",
    "v3.2",
    "Graph API v3.2 ended before 2026-05-21. Set whatsapp:apiVersion to v25.0, or update pulumi-whatsapp.",
  ],
] as const)("rejects a call to the %s API in the ended version %s", (api, version, message) => {
  const { monitor } = monitorOn("2026-11-29", { [api]: version });
  expect(() => monitor.requireUsable(api)).toThrow(new VersionEnded(message));
});

test("accepts a version on its last day and rejects it afterwards", () => {
  const versions = { marketing: "v25.0" };
  expect(monitorOn("2027-02-23T23:59:59Z", versions).monitor.requireUsable("marketing")).toBe("v25.0");
  expect(() => monitorOn("2027-02-24", versions).monitor.requireUsable("marketing")).toThrow(VersionEnded);
});

test.each([
  ["2026-11-24", 0],
  ["2026-11-25", 1],
])("on %s, a version that ends on 2027-02-23 brings %d warnings", (day, count) => {
  const { monitor, warnings } = monitorOn(day, { marketing: "v25.0" });
  monitor.requireUsable("marketing");
  expect(warnings).toHaveLength(count);
});

test("warns with the date, the setting and the replacement version", () => {
  const { monitor, warnings } = monitorOn("2026-12-24", { marketing: "v25.0" });
  monitor.requireUsable("marketing");
  expect(warnings).toEqual([
    "Meta ends Marketing API v25.0 on 2027-02-23. Set whatsapp:marketingApiVersion to v26.0, or update pulumi-whatsapp.",
  ]);
});

test("warns in a preview that an ended version fails the update", () => {
  const { monitor, warnings } = monitorOn("2027-03-01", { marketing: "v25.0" });
  monitor.warnAboutEnd("marketing");
  expect(warnings).toEqual([expect.stringMatching(/^Marketing API v25.0 ended on 2027-02-23.*`pulumi up` will fail/)]);
});

test("accepts a version that is newer than the known ones", () => {
  expect(monitorOn("2031-01-01", { graph: "v41.0" }).monitor.requireUsable("graph")).toBe("v41.0");
});

test("reports a response in another version", () => {
  const { monitor, warnings } = monitorOn("2026-11-29");
  monitor.observeAnswer("graph", { "facebook-api-version": "v26.0" });
  expect(warnings).toEqual([
    "Meta answered a Graph API call for v25.0 in v26.0. Set whatsapp:apiVersion to v26.0, or update pulumi-whatsapp.",
  ]);
});

test("does not recommend a version that is older than the default", () => {
  const { monitor, warnings } = monitorOn("2026-11-10", { marketing: "v24.0" });
  monitor.observeAnswer("marketing", { "facebook-api-version": "v25.0" });
  expect(warnings).toEqual([expect.stringMatching(/ in v25\.0\. Set whatsapp:marketingApiVersion to v26\.0, or/)]);
});

test.each([
  ["the version asked for", { "facebook-api-version": "v26.0" }],
  ["no version", {}],
])("does not report a response with %s", (_what, headers) => {
  const { monitor, warnings } = monitorOn("2026-11-29");
  monitor.observeAnswer("marketing", headers);
  expect(warnings).toEqual([]);
});

test("passes on Meta's version warning as one clean line", () => {
  const { monitor, warnings } = monitorOn("2026-11-29");
  monitor.observeAnswer("marketing", { "x-ad-api-version-warning": "upgraded to v27.0,\r\nas v26.0 \u001b[31mends" });
  expect(warnings).toEqual(["Meta warns of Marketing API v26.0: upgraded to v27.0, as v26.0  [31mends"]);
});

test("default versions last at least 180 days after their last change", () => {
  const { monitor, warnings } = monitorOn("2027-05-28");
  monitor.requireUsable("graph");
  monitor.requireUsable("marketing");
  expect(warnings).toEqual([]);
});
