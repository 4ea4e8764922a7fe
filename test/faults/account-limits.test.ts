import { createAttachment, createCreative } from "../support/world/ads";
import { failureMessage } from "../support/world/failures";
import { useAccount, row, type FaultStack } from "./support/row";

useAccount();

const wabaIds = Array.from({ length: 12 }, (_, i) => String(200_000_000_000_000 + i));
const [throttledId = "", otherId = "", ...healthyIds] = wabaIds;
function nameOf(wabaId: string): string {
  return `in ${wabaId}`;
}

/** Prepares twelve accounts, each with a sequence if asked. */
async function prepareAccounts(stack: FaultStack, isCreated: boolean): Promise<void> {
  for (const id of wabaIds) stack.meta.addWaba({ id });
  if (isCreated) await Promise.all(wabaIds.map((wabaId) => stack.up(nameOf(wabaId), { wabaId })));
  stack.startRun();
  stack.meta.clearJournal();
}

const steps = {
  create: (stack: FaultStack, wabaId: string) => stack.up(nameOf(wabaId), { wabaId }),
  update: (stack: FaultStack, wabaId: string) => stack.up(nameOf(wabaId), { wabaId, text: "New" }),
  refresh: (stack: FaultStack, wabaId: string) => stack.refresh(nameOf(wabaId)),
  delete: (stack: FaultStack, wabaId: string) => stack.destroy(nameOf(wabaId)),
} as const;

/** Throttles an account, with this wait in its usage header. */
function throttle(stack: FaultStack, wabaId: string, minutes: number, code = 80008): void {
  const use = { type: "whatsapp_business_management", call_count: 100, estimated_time_to_regain_access: minutes };
  const headers = { "x-business-use-case-usage": JSON.stringify({ [wabaId]: [use] }) };
  stack.addFault({ match: { wabaId }, effect: { kind: "graph", code, headers }, times: "always" });
}

/** Runs a step in every account at once. Returns the failures by account. */
async function runEverywhere(stack: FaultStack, verb: keyof typeof steps): Promise<ReadonlyMap<string, string>> {
  const failures = new Map<string, string>();
  await Promise.all(
    wabaIds.map(async (wabaId) => {
      try {
        await steps[verb](stack, wabaId);
      } catch (error) {
        failures.set(wabaId, error instanceof Error ? error.message : String(error));
      }
    }),
  );
  return failures;
}

function requestsTo(stack: FaultStack, wabaId: string) {
  return stack.meta.journal().filter(({ path }) => path.startsWith(`/${wabaId}/`));
}

for (const verb of ["create", "update", "refresh", "delete"] as const) {
  row("41a", `${verb}: one throttled account of twelve fails alone, after one request`, async (stack) => {
    await prepareAccounts(stack, verb !== "create");
    throttle(stack, throttledId, 60);
    const failures = await runEverywhere(stack, verb);
    expect([...failures.keys()]).toEqual([throttledId]);
    expect(failures.get(throttledId)).toMatch(
      new RegExp(
        `Meta is limiting calls to account ${throttledId} \\(1 attempt .*\\(code 80008, fbtrace_id \\w+\\)\\. ` +
          `Account ${throttledId} has used 100% of its hourly limit\\. Run again in 60 min; calls made meanwhile lengthen the block\\.$`,
      ),
    );
    expect(requestsTo(stack, throttledId)).toHaveLength(1);
    expect(stack.run.waitsMs.every((ms) => ms < 1_000)).toBe(true);
  });
}

for (const [verb, times] of [
  ["update", 4],
  ["list", 1],
] as const) {
  row("41b", `an account whose ${verb} has to wait leaves its slots to others`, async (stack) => {
    await prepareAccounts(stack, true);
    // As many operations as there are slots.
    const names = ["a", "b", "c", "d"];
    await Promise.all(names.map((name) => stack.up(name, { wabaId: throttledId })));
    stack.startRun();
    const updateOthers = () => Promise.all([otherId, ...healthyIds].map((wabaId) => steps.update(stack, wabaId)));
    let others: Promise<unknown> | undefined;
    // The waits end only when the others are updated.
    stack.run.duringWaits(() => (Number(stack.run.waitsMs.at(-1)) > 9_000 ? (others ??= updateOthers()) : undefined));
    const headers = { "retry-after": "10" };
    stack.addFault({ match: { wabaId: throttledId, verb }, effect: { kind: "graph", code: 80008, headers }, times });
    await Promise.all(names.map((name) => stack.up(name, { wabaId: throttledId, text: "New" })));
    expect(await others).toHaveLength(wabaIds.length - 1);
  });
}

row("41c", "two throttled accounts wait for their own times", async (stack) => {
  await prepareAccounts(stack, false);
  throttle(stack, throttledId, 60);
  throttle(stack, otherId, 5, 80007);
  const failures = await runEverywhere(stack, "create");
  expect([...failures.keys()].sort()).toEqual([throttledId, otherId]);
  expect(failures.get(throttledId)).toMatch(/code 80008, .*Run again in 60 min/);
  expect(failures.get(otherId)).toMatch(/code 80007, .*Run again in 5 min/);
  expect(failures.get(otherId)).not.toContain(throttledId);
});

row("41d", "usage of 100% without an error slows down that account alone", async (stack) => {
  await prepareAccounts(stack, false);
  const business = { callCount: 100, accountId: throttledId };
  stack.addFault({ match: { wabaId: throttledId }, effect: { kind: "usage", business }, times: "always" });
  expect(await runEverywhere(stack, "create")).toEqual(new Map());
  expect(requestsTo(stack, throttledId)).toHaveLength(3);
  // At most one call of that account: the spacing begins with its second.
  expect(stack.run.waitsMs.filter((ms) => ms > 1_000).length).toBeLessThanOrEqual(1);
  expect(stack.run.warnings).toEqual([
    `Account ${throttledId} has used 100% of Meta's hourly call limit. Meta rejects calls at 100%, so further calls to it are slowed down.`,
  ]);
});

row("41d", "a time to wait without an error blocks that account alone", async (stack) => {
  await prepareAccounts(stack, false);
  const business = { callCount: 100, regainAccessMinutes: 60, accountId: throttledId };
  stack.addFault({ match: { wabaId: throttledId }, effect: { kind: "usage", business }, times: "always" });
  const failures = await runEverywhere(stack, "create");
  expect([...failures.keys()]).toEqual([throttledId]);
  expect(failures.get(throttledId)).toContain(
    `Meta is limiting calls to account ${throttledId}, so this call was not sent (the next would not fit into whatsapp:operationTimeoutMs, 120000). ` +
      `Account ${throttledId} has used 100% of its hourly limit. Run again in 60 min`,
  );
  expect(requestsTo(stack, throttledId)).toHaveLength(1);
});

row("41c", "an account's code in GET /app limits that account alone", async (stack) => {
  await prepareAccounts(stack, false);
  const effect = { kind: "graph", code: 80008 } as const;
  stack.addFault({ match: { path: "/app" }, effect, times: 3 });
  const failures = await runEverywhere(stack, "create");
  expect(failures.size).toBe(1);
  for (const [wabaId, message] of failures) expect(message).toContain(`Meta is limiting calls to account ${wabaId}`);
});

row("41e", "code 4 in one account stops the calls of all", async (stack) => {
  await prepareAccounts(stack, true);
  const headers = { "retry-after": "3600" };
  stack.addFault({ match: { wabaId: throttledId }, effect: { kind: "graph", code: 4, headers }, times: "always" });
  await failureMessage(steps.refresh(stack, throttledId));
  stack.meta.clearJournal();
  const failures = await runEverywhere(stack, "refresh");
  expect(failures.size).toBe(12);
  for (const message of failures.values()) {
    expect(message).toMatch(
      / Meta is limiting all calls of this app, so this call was not sent \(.*Run again in 60 min/,
    );
  }
  expect(stack.meta.journal()).toEqual([]);
});

row("41f", "a throttled ad account stops no other ad account and no sequence", async (stack) => {
  await prepareAccounts(stack, false);
  stack.meta.seed({ adAccounts: [{ id: "301" }, { id: "302" }] });
  const { adId } = stack.meta.addAd({ adAccountId: "301" });
  const use = { type: "ads_management", call_count: 100, estimated_time_to_regain_access: 10 };
  const headers = { "x-business-use-case-usage": JSON.stringify({ "301": [use] }) };
  const effect = { kind: "graph", code: 80004, subcode: 2446079, headers } as const;
  for (const path of ["/act_301/*", `/${adId}`]) stack.addFault({ match: { path }, effect, times: "always" });
  const run = stack.account.run();
  const message = await failureMessage(createAttachment(run, { adId, creativeId: "1" }));
  expect(message).toMatch(
    /Meta is limiting calls to ad account 301 \(1 attempt .*80004\/2446079, .*Run again in 10 min/,
  );
  expect(await failureMessage(createCreative(run, { adAccountId: "301" }))).toMatch(
    /Meta is limiting calls to ad account 301, so this call was not sent .*80004\/2446079/,
  );
  const { id } = await createCreative(run, { adAccountId: "302" });
  expect(id).toMatch(/^302\//);
  expect(await runEverywhere(stack, "create")).toEqual(new Map());
});
