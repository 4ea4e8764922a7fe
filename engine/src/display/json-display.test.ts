import type { EngineEvent } from "../events";
import { createJsonLinesDisplay, createPreviewJsonDisplay } from "./index";

const SECRET = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", value: "hush" };
const URN = "urn:pulumi:dev::shop::pulumi-nodejs:dynamic/shop:Thing::a";
const TYPE = "pulumi-nodejs:dynamic/shop:Thing";
const PROPERTIES = { deep: [SECRET] };
const CREATE: Partial<EngineEvent> = {
  resourcePreEvent: {
    metadata: {
      ...{ op: "create", urn: URN, type: TYPE, provider: "", logical: true },
      new: {
        urn: URN,
        type: TYPE,
        custom: true,
        id: "",
        parent: "",
        inputs: PROPERTIES,
        outputs: PROPERTIES,
        provider: "",
      },
    },
  },
};
const HALF: Partial<EngineEvent> = {
  resourcePreEvent: {
    metadata: { op: "create-replacement", urn: `${URN}b`, type: TYPE, provider: "", logical: false },
  },
};
const ERROR: Partial<EngineEvent> = { diagnosticEvent: { urn: URN, message: "no", severity: "error", color: "never" } };
const SUMMARY: Partial<EngineEvent> = {
  summaryEvent: { maybeCorrupt: false, durationSeconds: 62, resourceChanges: { create: 1 }, policyPacks: {} },
};

test("the preview document has the CLI's parts, and no secrets", () => {
  let text = "";
  const display = createPreviewJsonDisplay((piece) => (text += piece));
  [CREATE, HALF, ERROR, SUMMARY].forEach((event, sequence) => display.event({ sequence, timestamp: 0, ...event }));
  display.finish();
  const masked = { deep: ["[secret]"] };
  expect(JSON.parse(text)).toEqual({
    steps: [
      {
        op: "create",
        urn: URN,
        newState: { urn: URN, custom: true, type: TYPE, inputs: masked, outputs: masked },
        detailedDiff: null,
      },
    ],
    diagnostics: [{ urn: URN, message: "no", severity: "error" }],
    duration: 62_000_000_000,
    changeSummary: { create: 1 },
  });
});

test("the preview document says what policies said, where any ran", () => {
  const policyPacks = { "ours|local|ours": "1.0.0" };
  const pack = { policyPackName: "ours", policyPackVersion: "1.0.0", policyPackVersionTag: "1.0.0" };
  const said = {
    ...pack,
    policyName: "rule",
    resourceUrn: URN,
    color: "never",
    enforcementLevel: "mandatory",
  } as const;
  let text = "";
  const display = createPreviewJsonDisplay((piece) => (text += piece));
  display.event({ sequence: 0, timestamp: 0, policyEvent: { ...said, message: "the rule\nno\n" } });
  const summaryEvent = { maybeCorrupt: false, durationSeconds: 1, resourceChanges: {}, policyPacks };
  display.event({ sequence: 1, timestamp: 0, summaryEvent });
  display.finish();
  expect(JSON.parse(text)).toMatchObject({ policyPacks, policyEvents: [{ ...said, message: "the rule\nno" }] });
});

test("JSON lines are the events one by one, and no secrets", () => {
  let text = "";
  const display = createJsonLinesDisplay((piece) => (text += piece));
  display.event({ sequence: 0, timestamp: 1, ...CREATE });
  display.event({ sequence: 1, timestamp: 1, cancelEvent: {} });
  display.finish();
  expect(text.split("\n")).toHaveLength(3);
  expect(text).not.toContain("hush");
  expect(JSON.parse(text.split("\n")[1] ?? "")).toEqual({ sequence: 1, timestamp: 1, cancelEvent: {} });
});
