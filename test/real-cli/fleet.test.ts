import { execFileSync } from "node:child_process";
import { join } from "node:path";

const example = join(__dirname, "../../examples/fleet/on-simulator.mjs");

test("the fleet runs through the Automation API and survives a killed worker", () => {
  const output = execFileSync(process.execPath, [example, "--accounts", "20", "--engine", "cli"], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  });
  expect([...output.matchAll(/^[✓✗] .*/gm)].map(([line]) => line)).toStrictEqual([
    "✓ the report names the five accounts and no other",
    "✓ 15 accounts are completed, in spite of the killed worker",
    "✓ no sequence exists twice",
    "✓ the forecast is right within 5%",
    "✓ all accounts are completed",
    "✓ accounts that were completed got no call",
    "✓ each account has its sequence",
    "✓ no call is made",
  ]);
});
