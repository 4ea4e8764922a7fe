import { execFileSync } from "node:child_process";

test("each change sends one message; forbidden changes send none", () => {
  const output = execFileSync(process.execPath, ["on-simulator.mjs"], { cwd: __dirname, encoding: "utf8" });
  const steps = [...output.matchAll(/messages sent: (\d)(?:; the person sees R\$ 101,80, (\w+)(, paid)?)?/g)];
  expect(steps.map(([, sent, status, paid]) => [sent, status, paid].filter((part) => part !== undefined))).toEqual([
    ["1", "pending"],
    ["0", "pending"],
    ["1", "processing", ", paid"],
    ["0", "processing", ", paid"],
    ["1", "shipped", ", paid"],
    ["1", "completed", ", paid"],
    ["0", "completed", ", paid"],
    ["0"],
  ]);
  expect(output).toMatch(/refused: .*2047.*allowed next: "partially_shipped", "shipped", "completed"/);
  expect(output).toMatch(/refused: .*"processing" cannot follow "completed"/);
}, 120_000);
