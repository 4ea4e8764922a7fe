import type { FaultEffect } from "pulumi-whatsapp-simulator";
import { failureOf } from "../support/world/failures";
import { Lifecycle } from "../support/world/project-fixture";
import { noted } from "./support/row";

const fixture = new Lifecycle();

/** Runs fifty creates that fail; returns the lines of the error. */
async function runFailing(changes: Readonly<Record<string, string>> = {}): Promise<readonly string[]> {
  fixture.project.program(
    `for (let i = 0; i < 50; i++) new whatsapp.WelcomeMessageSequence("s" + i, { text: "Hi " + i });`,
  );
  const stack = await fixture.project.stack(changes);
  const { message } = await failureOf(fixture.up(stack));
  expect(fixture.account.meta.sequences()).toEqual([]);
  expect(fixture.project.stateText()).not.toContain("WelcomeMessageSequence::s");
  const lines = message.split("\n").slice(1);
  expect(lines).not.toEqual([]);
  return lines;
}

noted("41", "fifty rate-limited resources send three requests, or one with Retry-After", async () => {
  const throttled: FaultEffect = { kind: "graph", code: 80008 };
  fixture.account.meta.faults.add({ effect: throttled, times: "always" });
  for (const line of await runFailing()) {
    expect(line).toMatch(
      /^Could not create sequence "s\d+" in account \d+\. Meta is limiting calls( \(3 attempts in \d+\.\d s\))?: .* \(code 80008, fbtrace_id \w+\)\. Wait some minutes and run again; calls made meanwhile lengthen the block\. \(urn:/,
    );
  }
  expect(fixture.account.meta.journal()).toHaveLength(3);
  fixture.account.meta.faults.clear();
  fixture.account.meta.faults.add({ effect: { ...throttled, headers: { "retry-after": "180" } }, times: "always" });
  for (const line of await runFailing()) {
    expect(line).toMatch(/code 80008, .*\. Run again in 3 min; calls made meanwhile lengthen the block\. \(urn:/);
  }
  expect(fixture.account.meta.journal()).toHaveLength(1);
});

noted("41", "fifty resources and a closed port: every line explains it", async () => {
  for (const line of await runFailing({ WHATSAPP_BASE_URL: "http://127.0.0.1:1" })) {
    expect(line).toMatch(
      /^Could not create sequence "s\d+" in account \d+\. 127\.0\.0\.1:1 could not be reached \(\d attempts? in \d+\.\d s; .*\): ECONNREFUSED\. Check the network and whatsapp:baseUrl, then run again; nothing was changed\. \(urn:/,
    );
  }
});
