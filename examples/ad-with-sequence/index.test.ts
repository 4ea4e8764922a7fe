import { execFileSync } from "node:child_process";

test("the ad gets a creative with the sequence, and what it had when all is destroyed", () => {
  const said = execFileSync(process.execPath, ["on-simulator.mjs"], { cwd: __dirname, encoding: "utf8" });
  const [before, after, destroyed] = [...said.matchAll(/ad \d+: creative (\d+), sequence (\w+)/g)].map(
    ([, creative, sequence]) => ({ creative, sequence }),
  );
  expect(before?.sequence).toBe("none");
  expect(after?.sequence).toMatch(/^\d+$/);
  expect(after?.creative).not.toBe(before?.creative);
  expect(destroyed).toEqual(before);
}, 60_000);
