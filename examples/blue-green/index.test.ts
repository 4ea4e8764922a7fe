import { execFileSync } from "node:child_process";

test("up creates the new greeting, moves the ad, then deletes the old", () => {
  const output = execFileSync(process.execPath, ["on-simulator.mjs"], { cwd: __dirname, encoding: "utf8" });
  const greetings = [...output.matchAll(/shows "(.*)", sequence (\d+)/g)].map(([, text]) => text);
  expect(greetings).toEqual(["Hi! How can we help?", "Hi! Spring offers are here."]);
  const calls = [...output.matchAll(/^ {2}(POST|DELETE) (\S+)/gm)].map(([, method, path]) => `${method} ${path}`);
  expect(calls).toEqual([
    expect.stringMatching(/^POST \/\d+\/welcome_message_sequences$/),
    expect.stringMatching(/^POST \/act_\d+\/adcreatives$/),
    expect.stringMatching(/^POST \/\d+$/),
    expect.stringMatching(/^DELETE \/\d+$/),
    expect.stringMatching(/^DELETE \/\d+\/welcome_message_sequences$/),
  ]);
}, 60_000);
