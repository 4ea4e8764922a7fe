import { execFileSync } from "node:child_process";

test("another greeting is made first, the ad moves over, and the old ones go last", () => {
  const said = execFileSync(process.execPath, ["on-simulator.mjs"], { cwd: __dirname, encoding: "utf8" });
  const greetings = [...said.matchAll(/greets with "(.*)", sequence (\d+)/g)].map(([, text]) => text);
  expect(greetings).toEqual(["Hi! How can we help?", "Hi! Spring offers are here."]);
  const calls = [...said.matchAll(/^ {2}(POST|DELETE) (\S+)/gm)].map(([, method, path]) => `${method} ${path}`);
  expect(calls).toEqual([
    expect.stringMatching(/^POST \/\d+\/welcome_message_sequences$/),
    expect.stringMatching(/^POST \/act_\d+\/adcreatives$/),
    expect.stringMatching(/^POST \/\d+$/),
    expect.stringMatching(/^DELETE \/\d+$/),
    expect.stringMatching(/^DELETE \/\d+\/welcome_message_sequences$/),
  ]);
}, 60_000);
