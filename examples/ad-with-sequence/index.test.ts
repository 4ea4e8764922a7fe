import { execFileSync } from "node:child_process";

test("up attaches a creative with the sequence, destroy restores the previous one", () => {
  const output = execFileSync(process.execPath, ["on-simulator.mjs"], { cwd: __dirname, encoding: "utf8" });
  const [before, after, destroyed] = [...output.matchAll(/ad \d+: creative (\d+), sequence (\w+)/g)].map(
    ([, creative, sequence]) => ({ creative, sequence }),
  );
  expect(before?.sequence).toBe("none");
  expect(after?.sequence).toMatch(/^\d+$/);
  expect(after?.creative).not.toBe(before?.creative);
  expect(destroyed).toEqual(before);
}, 60_000);
