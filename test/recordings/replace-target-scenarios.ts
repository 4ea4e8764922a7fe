import { destroy, preview, refresh, up, type Scenario } from "./scenario";

function thing(name: string): string {
  return `urn:pulumi:dev::rec::pulumi-nodejs:dynamic/recorded:Thing::${name}`;
}
function replacing(command: string, ...targets: readonly string[]): string {
  return [command, ...targets.map((target) => `--replace ${target}`)].join(" ");
}

export const replaceTargetScenarios: readonly Scenario[] = [
  {
    name: "replace-targets",
    shows: "--replace of an unchanged resource, with a pattern, with a change, and with a URN that the state lacks",
    program: "chain",
    steps: [
      { run: up, step: "1" },
      { run: replacing(preview, thing("a")), step: "1" },
      { run: replacing(up, thing("a")), step: "1" },
      { run: replacing(up, "**::[bx]"), step: "1" },
      { run: replacing(up, "**Thing::b", thing("c")), step: "text" },
      { run: replacing(preview, thing("nope")), step: "1" },
      { run: replacing(up, thing("a"), thing("no$pe")), step: "2" },
      { run: replacing(up, "**::nope"), step: "text" },
    ],
  },
  {
    name: "replace-targets-options",
    shows: "--replace with ignoreChanges, replaceOnChanges and deleteBeforeReplace",
    program: "options",
    steps: [
      { run: up, step: "1" },
      { run: replacing(up, thing("*")), step: "2" },
    ],
  },
  {
    name: "replace-targets-component",
    shows: "--replace of a component, and of a resource with dependencies",
    program: "component",
    steps: [
      { run: up, step: "1" },
      { run: replacing(up, "**::g"), step: "1" },
      { run: replacing(up, "**::x"), step: "1" },
      { run: up, step: "1" },
    ],
  },
  {
    name: "replace-targets-get",
    shows: "--replace of a program that reads an external resource",
    program: "get",
    steps: [
      { run: up, step: "1" },
      { run: replacing(up, "**"), step: "1" },
      { run: replacing(up, "**"), step: "2" },
      { run: destroy },
    ],
  },
  {
    name: "replace-targets-providers",
    shows: "--replace of explicit providers",
    program: "providers",
    steps: [
      { run: `${up} --parallel 1`, step: "1" },
      { run: replacing(`${up} --parallel 1`, "**:providers:**"), step: "1" },
      { run: `${up} --parallel 1`, step: "1" },
      { run: `${destroy} --parallel 1` },
    ],
  },
  {
    name: "replace-targets-all",
    shows:
      "--replace of all resources, including the stack and its default provider; also after a first attempt that left an old provider",
    program: "chain",
    steps: [
      { run: up, step: "1" },
      { run: replacing(preview, "**"), step: "1" },
      { run: replacing(up, "**"), step: "1", fail: "create:a" },
      { run: replacing(up, "**"), step: "1" },
      { run: up, step: "1" },
      { run: replacing(up, "**pulumi:providers:**"), step: "1", fail: "diff:b" },
      { run: refresh },
      { run: destroy },
    ],
  },
  {
    name: "replace-targets-half",
    shows: "--replace after a partial creation, and after a failed replacement that had deleted the old resource",
    program: "chain",
    steps: [
      { run: up, step: "1", fail: "partial:a" },
      { run: replacing(up, "**::a"), step: "1" },
      { run: up, step: "dbr1" },
      { run: replacing(up, "**::c"), step: "dbr2", fail: "create:a" },
      { run: replacing(preview, "**::a"), step: "dbr2" },
      { run: replacing(up, "**::[ab]", "**::a"), step: "dbr2" },
      { run: up, step: "dbr2" },
    ],
  },
  {
    name: "replace-targets-failures",
    shows: "--replace of a protected resource, and with inputs that check rejects",
    program: "protect",
    steps: [
      { run: up, step: "1" },
      { run: replacing(preview, thing("a")), step: "1" },
      { run: replacing(up, thing("a")), step: "1" },
      { run: replacing(up, thing("b")), step: "1", fail: "check:b" },
      { run: replacing(up, thing("b")), step: "1" },
    ],
  },
];
