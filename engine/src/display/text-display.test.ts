import type { OpType, StepEventMetadata, StepEventStateMetadata } from "@pulumi/pulumi/automation";
import type { EngineEvent, PolicyEvent } from "../events";
import { createTextDisplay, type DisplayKind } from "./index";

const unknownValue = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const secret = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", value: "hush" };
const programStackUrn = "urn:pulumi:dev::shop::pulumi:pulumi:Stack::shop-dev";
type Values = Record<string, unknown>;

function urnOf(name: string): string {
  return `urn:pulumi:dev::shop::pulumi-nodejs:dynamic/shop:Thing::${name}`;
}

function state(urn: string, inputs: Values, outputs: Values = inputs): StepEventStateMetadata {
  return {
    type: urn.split("::")[2] ?? "",
    urn,
    custom: urn !== programStackUrn,
    id: "",
    parent: "",
    inputs,
    outputs,
    provider: "",
  };
}

function step(
  op: OpType,
  urn: string,
  old?: StepEventStateMetadata,
  fresh?: StepEventStateMetadata,
): StepEventMetadata {
  const sides = { ...(old === undefined ? {} : { old }), ...(fresh === undefined ? {} : { new: fresh }) };
  return { op, urn, type: urn.split("::")[2] ?? "", ...sides, provider: "", logical: true };
}

function pre(metadata: StepEventMetadata): Partial<EngineEvent> {
  return { resourcePreEvent: { metadata } };
}
function done(metadata: StepEventMetadata): Partial<EngineEvent> {
  return { resOutputsEvent: { metadata } };
}
function summary(resourceChanges: Partial<Record<OpType, number>>): Partial<EngineEvent> {
  return {
    summaryEvent: { maybeCorrupt: false, durationSeconds: 62, resourceChanges, policyPacks: {} },
  };
}
function error(urn: string, message: string): Partial<EngineEvent> {
  return {
    diagnosticEvent: { urn, message, severity: "error", color: "never" },
  };
}

interface Rendering {
  readonly kind: DisplayKind;
  readonly events: readonly Partial<EngineEvent>[];
  readonly showDiff?: boolean;
  readonly color?: boolean;
}
function renderText({ kind, events, showDiff, color = false }: Rendering): string {
  let text = "";
  const display = createTextDisplay({ out: (piece) => (text += piece), kind, stackName: "dev", color, showDiff });
  events.forEach((event, sequence) => display.event({ sequence, timestamp: 0, ...event }));
  display.finish();
  return text;
}

test("a plan shows changed properties and hides internal ones", () => {
  const old = state(urnOf("a"), {
    __provider: "code",
    text: "one",
    gone: 1,
    list: [1, 2],
    deep: { same: 1, other: "x" },
    token: secret,
  });
  const fresh = state(urnOf("a"), {
    __provider: "other code",
    text: unknownValue,
    list: [1, 3],
    deep: { same: 1, other: "y" },
    token: secret,
    added: true,
  });
  const events = [pre(step("update", urnOf("a"), old, fresh)), summary({ update: 1, same: 2 })];
  expect(renderText({ kind: "preview", events })).toBe(
    `Previewing update (dev):

 ~  shop:Thing a update [diff: +added,~deep,-gone,~list,~text]
      + added: true
      ~ deep: {
      ~     other: "x" => "y"
        }
      - gone: 1
      ~ list: [
      ~     [1]: 2 => 3
        ]
      ~ text: "one" => [unknown]

Resources:
    ~ 1 to update
    2 unchanged

`,
  );
});

test("compares multi-line texts line by line", () => {
  const events = [
    pre(
      step(
        "update",
        urnOf("a"),
        state(urnOf("a"), { text: "Hi!\nOld line\nBye" }),
        state(urnOf("a"), { text: "Hi!\nNew line\nBye" }),
      ),
    ),
  ];
  expect(renderText({ kind: "preview", events })).toContain(
    "      ~ text:\n            Hi!\n      -     Old line\n      +     New line\n            Bye\n",
  );
});

test("a plan lists a replacement once", () => {
  const [old, fresh] = [state(urnOf("a"), { account: "1" }), state(urnOf("a"), { account: "2" })];
  const events = [
    pre(step("create-replacement", urnOf("a"), old, fresh)),
    pre(step("replace", urnOf("a"), old, fresh)),
    pre(step("delete-replaced", urnOf("a"), old)),
  ];
  const text = renderText({ kind: "preview", events });
  expect(text.match(/shop:Thing a/g)).toHaveLength(1);
  expect(text).toContain(' +- shop:Thing a replace [diff: ~account]\n      ~ account: "1" => "2"');
});

test("a plan lists the original of an interrupted replacement", () => {
  expect(
    renderText({ kind: "preview", events: [pre(step("delete-replaced", urnOf("a"), state(urnOf("a"), {})))] }),
  ).toContain(" -- shop:Thing a delete original");
});

test("shows drift between state and program as a change", () => {
  const old = state(urnOf("a"), { text: "mine" }, { text: "theirs", serial: 1 });
  const events = [pre(step("update", urnOf("a"), old, state(urnOf("a"), { text: "mine" })))];
  expect(renderText({ kind: "preview", events })).toContain('~ text: "theirs" => "mine"');
});

test("shows an update's steps, outputs, counts and duration", () => {
  const created = step("create", urnOf("a"), undefined, state(urnOf("a"), { text: "x" }));
  const stack = step(
    "create",
    programStackUrn,
    undefined,
    state(programStackUrn, {}, { id: "1/2", token: secret, many: [1, {}] }),
  );
  const text = renderText({
    kind: "update",
    events: [pre(stack), pre(created), done(created), done(stack), summary({ create: 2 })],
  });
  expect(text.replace(/\(0\.\d+s\)/g, "(0s)")).toBe(`Updating (dev):

 +  pulumi:pulumi:Stack shop-dev creating
 +  shop:Thing a creating
 +  shop:Thing a created (0s)
 +  pulumi:pulumi:Stack shop-dev created (0s)

Outputs:
    id   : "1/2"
    many : [
        [0]: 1
        [1]: {}
    ]
    token: [secret]

Resources:
    + 2 created

Duration: 1m2s

`);
});

test("marks changed outputs; a preview shows only those", () => {
  const stack = step(
    "same",
    programStackUrn,
    state(programStackUrn, {}, { a: 1, b: 2, c: 3 }),
    state(programStackUrn, {}, { a: 1, b: 20, d: 4 }),
  );
  expect(renderText({ kind: "update", events: [done(stack)] })).toContain(
    "Outputs:\n  ~ b: 2 => 20\n  - c: 3\n  + d: 4\n    a: 1\n",
  );
  expect(renderText({ kind: "preview", events: [done(stack)] })).toContain(
    "Outputs:\n  ~ b: 2 => 20\n  - c: 3\n  + d: 4\n\n",
  );
});

test("shows the start of a component's import, which has no end event", () => {
  const group = { ...state(urnOf("g"), {}), custom: false };
  const imported = step("import", urnOf("a"), undefined, state(urnOf("a"), { text: "x" }));
  const events = [pre(step("import", urnOf("g"), undefined, group)), pre(imported)];
  const counts = summary({ import: 2, same: 1 });
  expect(renderText({ kind: "preview-import", events: [...events, counts] })).toBe(
    "Previewing import (dev):\n\n =  shop:Thing g import\n =  shop:Thing a import\n\nResources:\n    = 2 to import\n    1 unchanged\n\n",
  );
  expect(renderText({ kind: "import", events: [...events, done(imported), counts] })).toMatch(
    /^Importing \(dev\):\n\n = {2}shop:Thing g imported\n = {2}shop:Thing a importing\n = {2}shop:Thing a imported \(0\.\d+s\)\n\nResources:\n {4}= 2 imported\n/,
  );
});

test("unchanged resources appear only when their protection changes", () => {
  const old = { ...state(urnOf("a"), { text: "x" }), protect: true };
  const freed = step("same", urnOf("a"), old, { ...old, protect: false });
  const events = [pre(freed), done(freed), pre(step("same", urnOf("b"), old, old))];
  for (const kind of ["preview", "update"] as const) {
    expect(renderText({ kind, events })).toContain("):\n\n    shop:Thing a [diff: ~protect]\n");
    expect(renderText({ kind, events })).not.toContain("shop:Thing b");
  }
});

test("a failure appears at its resource and in the diagnostics", () => {
  const created = step("create", urnOf("a"), undefined, state(urnOf("a"), {}));
  const events = [
    pre(created),
    error(urnOf("a"), "<{%reset%}>Meta refused it\nbecause of the text<{%reset%}>"),
    { resOpFailedEvent: { metadata: created, status: 0, steps: 0 } },
    error("", "update failed"),
    summary({}),
  ];
  const text = renderText({ kind: "update", events });
  expect(text).toContain(" +  shop:Thing a **creating failed** Meta refused it\n");
  expect(text).toContain(
    "Diagnostics:\n  shop:Thing (a):\n    error: Meta refused it\n    because of the text\n\n  stack dev:\n    error: update failed\n",
  );
});

test("counts resources with errors; the stack only if none failed", () => {
  const countErrored = (...errors: readonly Partial<EngineEvent>[]): string | undefined => {
    const text = renderText({ kind: "update", events: [pre(step("create", programStackUrn)), ...errors, summary({})] });
    return /(\d+) errored/.exec(text)?.[1];
  };
  const failed = error("", "update failed");
  expect(countErrored(error(urnOf("a"), "no"), failed)).toBe("1");
  expect(countErrored(error(urnOf("a"), "no"), error(urnOf("a"), "and no again"), failed)).toBe("1");
  expect(countErrored(error(urnOf("a"), "no"), error(urnOf("b"), "no"), failed, error(programStackUrn, "thrown"))).toBe(
    "2",
  );
  expect(countErrored(failed)).toBe("1");
  expect(countErrored(error(programStackUrn, "thrown"), failed)).toBe("1");
  expect(countErrored()).toBeUndefined();
});

const packOf = { policyPackName: "ours", policyPackVersion: "1.0.0", policyPackVersionTag: "1.0.0" };
function finding(policyName: string, changes: Partial<PolicyEvent> = {}): Partial<EngineEvent> {
  return {
    policyEvent: {
      ...{ ...packOf, policyName, message: `about ${policyName}\nmore\n`, color: "never", resourceUrn: urnOf("a") },
      ...{ enforcementLevel: "mandatory", ...changes },
    },
  };
}
function remediationEvent(policyName: string, name: string): Partial<EngineEvent> {
  return {
    policyRemediationEvent: { ...packOf, policyName, resourceUrn: urnOf(name), color: "never", before: {}, after: {} },
  };
}
function packsRun(policyPacks: Record<string, string>): Partial<EngineEvent> {
  return {
    summaryEvent: { maybeCorrupt: false, durationSeconds: 62, resourceChanges: { create: 1 }, policyPacks },
  };
}

test("lists policies by pack and severity, without counts after a mandatory violation", () => {
  const advisory = { enforcementLevel: "advisory" as PolicyEvent["enforcementLevel"], severity: "critical" };
  const text = renderText({
    kind: "preview",
    events: [
      ...[{ policyLoadEvent: {} }, { policyLoadEvent: {} }],
      ...[finding("soft", advisory), finding("plain"), finding("grave", { severity: "high", resourceUrn: "" })],
      ...[remediationEvent("fix", "a"), remediationEvent("fix", "b"), remediationEvent("also", "a")],
      packsRun({ "ours|local|packs/ours": "1.0.0", "theirs|local|theirs": "0.2.0" }),
    ],
  });
  expect(text.match(/Loading policy packs\.\.\.\n/g)).toHaveLength(1);
  expect(text.slice(text.indexOf("Policies:"))).toBe(`Policies:
    ❌ ours@v1.0.0 (local: packs/ours)
        - [remediate]  also  (1 resource)
        - [remediate]  fix  (2 resources)
        - [mandatory] [severity: high]  grave
          about grave
          more
        - [mandatory]  plain  (shop:Thing: a)
          about plain
          more
        - [advisory] [severity: critical]  soft  (shop:Thing: a)
          about soft
          more
    ✅ theirs@v0.2.0 (local: theirs)

`);
  const advised = renderText({
    kind: "preview",
    events: [finding("soft", advisory), packsRun({ "ours|local|packs/ours": "1.0.0" })],
  });
  expect(advised).toMatch(/⚠️ ours@v1.0.0 .*\n\nResources:\n {4}\+ 1 to create\n/s);
});

test("escapes terminal controls in all external text", () => {
  const evil = "x\u001b]0;t\u0007\u009b1m\r\u202egnp\u2066\u200f";
  const lines = `${evil}\nsecond ${evil}`;
  const urn = urnOf(evil);
  const values = (more: Values): Values => ({
    [evil]: evil,
    text: lines,
    list: [evil],
    map: { [evil]: lines },
    ...more,
  });
  const before = state(urn, values({ gone: lines, one: evil }));
  const after = state(
    urn,
    values({ text: `${lines}!`, list: [`${evil}!`], map: { [evil]: "!" }, [`${evil}2`]: lines, one: "!" }),
  );
  const events = [
    pre(step("create", urn, undefined, after)),
    pre(step("update", urn, before, after)),
    done(step("update", urn, before, after)),
    done(step("create", programStackUrn, undefined, state(programStackUrn, {}, values({})))),
    ...[error(urn, lines), error(urn, `\u001b[31m${lines}`)],
    { resOpFailedEvent: { metadata: step("update", urn, before, after), status: 0, steps: 0 } },
    { stdoutEvent: { message: lines, color: "never" } },
    finding(evil, { message: lines, policyPackName: evil, resourceUrn: urn }),
    {
      policyRemediationEvent: { ...packOf, policyName: evil, resourceUrn: urn, color: "never", before: {}, after: {} },
    },
    packsRun({ [`${evil}|local|${evil}`]: "1.0.0" }),
  ];
  for (const kind of ["update", "preview", "refresh"] as const) {
    const plain = renderText({ kind, events, showDiff: true });
    expect(plain).toContain("second x\\u001b]0;t\\u0007\\u009b1m\\u000d\\u202egnp\\u2066\\u200f");
    expect(plain).not.toMatch(/(?![\n\ufe0f])[\p{Cc}\p{Cf}]/u);
    // The display's own colors alone.
    const colored = renderText({ kind, events, showDiff: true, color: true });
    const withoutTimes = (text: string): string => text.replace(/\(\d+\.\d+s\)/g, "");
    expect(withoutTimes(colored.replace(/\u001b\[\d{1,2}m/g, ""))).toBe(withoutTimes(plain));
  }
});

test("a refresh shows drift", () => {
  const drifted = step(
    "update",
    urnOf("a"),
    state(urnOf("a"), { text: "x" }, { text: "x" }),
    state(urnOf("a"), { text: "x" }, { text: "drifted" }),
  );
  const text = renderText({ kind: "refresh", events: [pre(step("refresh", urnOf("a"))), done(drifted)] });
  expect(text).toMatch(/ ~ {2}shop:Thing a updated \(0\.\d+s\) \[diff: ~text\]\n {6}~ text: "x" => "drifted"/);
});

test("`showDiff` lists all properties of created resources", () => {
  const created = step("create", urnOf("a"), undefined, state(urnOf("a"), { text: "x", token: secret }));
  expect(renderText({ kind: "preview", events: [pre(created)], showDiff: true })).toContain(
    '      + text : "x"\n      + token: [secret]\n',
  );
});

test("uses colors only if they are enabled", () => {
  const events = [pre(step("create", urnOf("a"), undefined, state(urnOf("a"), {})))];
  expect(renderText({ kind: "preview", events, color: true })).toContain("\u001b[32m+ \u001b[39m");
  expect(renderText({ kind: "preview", events })).not.toContain("\u001b");
});

test("prints no title for a failure before the first event", () => {
  expect(renderText({ kind: "preview", events: [] })).toBe("");
});
