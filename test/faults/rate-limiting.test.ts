import type { FaultEffect } from "pulumi-whatsapp-simulator";
import { requestsBegun } from "./support/requests-begun";
import { faultRows, row, type Case } from "./support/row";

faultRows();

const fifty = Array.from({ length: 50 }, (_, i) => `s${i}`);
const dead = { WHATSAPP_BASE_URL: "http://127.0.0.1:1" };
const impatient = { WHATSAPP_ATTEMPT_TIMEOUT_MS: "100" };

interface Trouble {
  readonly environment?: Readonly<Record<string, string>>;
  readonly effect?: FaultEffect;
}

const steps = {
  create: (the: Case, name: string) => the.up(name),
  update: (the: Case, name: string) => the.up(name, { text: "New" }),
  refresh: (the: Case, name: string) => the.refresh(name),
  destroy: (the: Case, name: string) => the.destroy(name),
} as const;

/** Fifty at once in one run, as an engine without a limit of its own would; each of them fails. Requests that were begun. */
async function storm(the: Case, verb: keyof typeof steps, { environment, effect }: Trouble): Promise<number> {
  the.nextRun(environment);
  the.meta.clearJournal();
  const fault = effect === undefined ? undefined : the.fault({ effect, times: "always" });
  const before = the.held();
  const failures: string[] = [];
  const requests = await requestsBegun(() =>
    Promise.all(fifty.map(async (name) => failures.push(await the.said(steps[verb](the, name))))),
  );
  fault?.remove();
  expect(failures).toHaveLength(50);
  expect(the.held()).toEqual(before);
  return requests;
}

/** The storms of a life: creates, then, of fifty that exist, updates, refreshes and deletes; afterwards all can be deleted. */
async function storms(the: Case, trouble: Trouble): Promise<Readonly<Record<keyof typeof steps, number>>> {
  const create = await storm(the, "create", trouble);
  the.nextRun();
  await Promise.all(fifty.map((name) => the.up(name)));
  const requests = {
    create,
    update: await storm(the, "update", trouble),
    refresh: await storm(the, "refresh", trouble),
    destroy: await storm(the, "destroy", trouble),
  };
  the.nextRun();
  await Promise.all(fifty.map((name) => the.destroy(name)));
  expect(the.rows()).toEqual([]);
  return requests;
}

row(
  "41",
  "fifty resources and a host that refuses: what can be asked together is asked four times, what cannot fifty times, and twenty retries",
  async (the) => {
    expect(await storms(the, { environment: dead })).toEqual({ create: 4, update: 70, refresh: 4, destroy: 4 });
  },
);

row("41", "fifty resources and a host that is silent: no write is repeated, and looks are shared", async (the) => {
  const { create, update, refresh, destroy } = await storms(the, { environment: impatient, effect: { kind: "hang" } });
  expect([create, refresh, destroy]).toEqual([4, 4, 4]);
  // A write and at most one look each, and ten retries, since a timeout takes two of the twenty.
  expect(update).toBeGreaterThanOrEqual(50);
  expect(update).toBeLessThanOrEqual(110);
});

row("41", "fifty resources and everything throttled: each of four slots tries thrice, then nobody", async (the) => {
  const { create, update, refresh, destroy } = await storms(the, { effect: { kind: "graph", code: 80008 } });
  expect([create, refresh, destroy]).toEqual([3, 3, 3]);
  expect(update).toBeLessThanOrEqual(12);
});

row("41", "fifty resources and a throttle that tells three minutes: what was under way is the last", async (the) => {
  const effect = { kind: "graph", code: 80008, headers: { "retry-after": "180" } } as const;
  const { create, update, refresh, destroy } = await storms(the, { effect });
  expect([create, refresh, destroy]).toEqual([1, 1, 1]);
  expect(update).toBeLessThanOrEqual(4);
});

row(
  "41",
  "fifty creates of which none is ever answered: each is sent twice at most, and the account is asked together",
  async (the) => {
    the.nextRun(impatient);
    the.fault({ match: { verb: "create" }, effect: { kind: "hang" }, times: "always" });
    await Promise.all(fifty.slice(0, 8).map((name) => the.said(the.up(name))));
    expect(the.sent("create").length).toBeLessThanOrEqual(16);
    expect(the.sent("list").length).toBeLessThanOrEqual(1 + 16 * 4);
  },
);
