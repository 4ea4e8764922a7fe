import type { StepEventMetadata } from "@pulumi/pulumi/automation";
import type { EngineEvent } from "../events";
import { Reporter } from "../deploy/reporting/reporter";
import type { Step } from "../deploy/resources/step";
import type { ResourceState } from "../state";
import { createJsonLinesDisplay, createPreviewJsonDisplay } from "./index";

const secret = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", value: "hush" };
const type = "pulumi-nodejs:dynamic/shop:Thing";
const stackState = "urn:pulumi:dev::shop::pulumi:pulumi:Stack::shop-dev";
function urnOf(name: string): string {
  return `urn:pulumi:dev::shop::${type}::${name}`;
}
function row(name: string, more: Partial<ResourceState> = {}): ResourceState {
  return {
    ...{ urn: urnOf(name), custom: true, type: type, inputs: { deep: [secret] }, parent: stackState },
    ...more,
  };
}
const masked = { deep: ["[secret]"] };
function onApplied(): void {}

function eventsOf(report: (reporter: Reporter) => void): readonly EngineEvent[] {
  const events: EngineEvent[] = [];
  report(new Reporter((event) => events.push(event), true));
  return events;
}

function documentOf(report: (reporter: Reporter) => void): unknown {
  let text = "";
  const display = createPreviewJsonDisplay((piece) => (text += piece));
  eventsOf(report).forEach((event) => display.event(event));
  display.finish();
  expect(text).not.toContain("hush");
  return JSON.parse(text);
}

test("the preview document has the CLI's fields and no secrets", () => {
  const planned = row("a", { propertyDependencies: { deep: [] }, sourcePosition: "project:///index.js#1,1" });
  const step: Step = { kind: "create", row: planned, diff: { replaceKeys: [], changedKeys: [] }, onApplied: onApplied };
  const document = documentOf((reporter) => {
    reporter.send({ preludeEvent: { config: { "shop:token": "[secret]" } } });
    reporter.stepStarted(step);
    reporter.stepDone(step, { op: "create", row: planned }, undefined);
    reporter.error(urnOf("a"), "no");
    reporter.log({ severity: "debug", message: "quiet", urn: "", streamId: 0, ephemeral: false });
    const { changes: resourceChanges } = reporter;
    reporter.send({ summaryEvent: { maybeCorrupt: false, durationSeconds: 62, resourceChanges, policyPacks: {} } });
  });
  expect(document).toEqual({
    config: { "shop:token": "[secret]" },
    steps: [{ op: "create", urn: urnOf("a"), newState: { ...planned, inputs: masked }, detailedDiff: null }],
    diagnostics: [{ urn: urnOf("a"), message: "error: no\n", severity: "error" }],
    duration: expect.any(Number),
    changeSummary: { create: 1 },
  });
});

test("the preview document contains policy violations", () => {
  const policyPacks = { "ours|local|ours": "1.0.0" };
  const pack = { policyPackName: "ours", policyPackVersion: "1.0.0", policyPackVersionTag: "1.0.0" };
  const what = { policyName: "rule", resourceUrn: urnOf("a"), color: "never" };
  const reported = { ...pack, ...what, enforcementLevel: "mandatory" as const };
  const document = documentOf((reporter) => {
    reporter.send({ policyEvent: { ...reported, message: "the rule\nno\n" } });
    reporter.send({ summaryEvent: { maybeCorrupt: false, durationSeconds: 1, resourceChanges: {}, policyPacks } });
  });
  expect(document).toMatchObject({ policyPacks, policyEvents: [{ ...reported, message: "the rule\nno" }] });
});

test("lists a replacement as one step with both states", () => {
  const old = { row: row("a", { id: "1", created: "then", modified: "then", outputs: masked }), isGone: false };
  const diff = { replaceKeys: ["deep"], changedKeys: [] };
  const replaced: Step = { kind: "replace", row: row("a"), old, diff };
  const made = row("a", { created: "now", modified: "now", outputs: { deep: [secret] } });
  const document = documentOf((reporter) => {
    reporter.stepStarted({
      kind: "create",
      row: row("a"),
      replaced: { old, then: "delete-later" },
      diff,
      onApplied: onApplied,
    });
    old.row = { ...old.row, delete: true };
    reporter.stepStarted(replaced, made);
    reporter.stepStarted({ kind: "delete", old, reason: "replaced" });
  });
  expect(document).toMatchObject({
    steps: [
      {
        op: "replace",
        oldState: { id: "1", delete: true, created: "then" },
        newState: { created: "now", outputs: masked },
        replaceReasons: ["deep"],
      },
    ],
  });
});

test("omits unchanged resources except the stack and changed protection", () => {
  const same = (one: ResourceState, more: Partial<ResourceState> = {}): Step => {
    const old = { row: { ...one, ...more, created: "then", outputs: { a: 1 } }, isGone: false };
    return { kind: "same", row: one, old, onApplied: onApplied };
  };
  const stack: ResourceState = { urn: stackState, custom: false, type: "pulumi:pulumi:Stack" };
  const document = documentOf((reporter) => {
    [same(stack), same(row("quiet")), same(row("freed"), { protect: true })].forEach((step) =>
      reporter.stepStarted(step),
    );
  });
  expect(document).toMatchObject({
    steps: [
      { urn: stackState, oldState: { outputs: { a: 1 } }, newState: { created: "then" } },
      { urn: urnOf("freed"), op: "same", oldState: { protect: true } },
    ],
  });
  expect(JSON.stringify(document).match(/outputs/g)).toHaveLength(2);
});

test("the detailed diff contains keys that the engine compared", () => {
  const old = { row: row("a", { id: "1" }), isGone: false };
  const detailedDiff = { "deep[0]": { kind: "update", inputDiff: true } } as const;
  const diff = { replaceKeys: [], changedKeys: ["deep"], detailedDiff };
  const document = documentOf((reporter) => {
    reporter.stepStarted({ kind: "update", row: row("a"), old, diff, onApplied: onApplied });
  });
  expect(document).toMatchObject({ steps: [{ op: "update", diffReasons: ["deep"], detailedDiff }] });
});

test("prints one event per line, without secrets", () => {
  const metadata: StepEventMetadata = {
    ...{ op: "create", urn: urnOf("a"), type: type, provider: "", logical: true },
    new: {
      ...{ urn: urnOf("a"), type: type, custom: true, id: "", parent: "", provider: "" },
      ...{ inputs: { deep: [secret] }, outputs: {} },
    },
  };
  let text = "";
  const display = createJsonLinesDisplay((piece) => (text += piece));
  display.event({ sequence: 0, timestamp: 1, resourcePreEvent: { metadata } });
  display.event({ sequence: 1, timestamp: 1, cancelEvent: {} });
  display.finish();
  expect(text.split("\n")).toHaveLength(3);
  expect(text).not.toContain("hush");
  expect(JSON.parse(text.split("\n")[1] ?? "")).toEqual({ sequence: 1, timestamp: 1, cancelEvent: {} });
});
