import fc from "fast-check";
import { confirmHandled, releaseClaim } from "./claims";
import { eventKey } from "./event-key";
import type { WebhookEvent } from "./events";
import { memoryStore } from "./memory-store";
import { receive } from "./receive";
import { appSecret, bodyOf, message, signedHeaders } from "./testing/samples";

const claimTtlMs = 1000;
type Step = "handles" | "fails" | "dies before" | "dies after" | "outlives its claim" | "outlives its claim and fails";

/** Deliveries of few messages, as numbers, so that they overlap. */
const deliveries = fc.array(fc.uniqueArray(fc.integer({ min: 1, max: 4 }), { minLength: 1 }), {
  minLength: 1,
  maxLength: 4,
});

/** Meta, which delivers until it gets 200, and workers that share a store; the scheduler decides whose step is next. */
function simulate(scheduler: fc.Scheduler, steps: readonly Step[], retryAfterMs: number) {
  let nowMs = 0;
  const store = memoryStore({ now: () => nowMs });
  const remaining = [...steps];
  const handled = new Map<string, number>();
  const keyOf = (event: WebhookEvent): string => eventKey(event) ?? "";
  const record = (event: WebhookEvent) => handled.set(keyOf(event), (handled.get(keyOf(event)) ?? 0) + 1);

  /** The response, or undefined from a worker that died. */
  async function work(rawBody: string): Promise<number | undefined> {
    const received = await receive({ rawBody, headers: signedHeaders(rawBody), appSecret, store, claimTtlMs });
    let status: number = received.status;
    for (const event of received.events) {
      const step = remaining.shift() ?? "handles";
      await scheduler.schedule(Promise.resolve(), step);
      if (step === "dies before") return undefined;
      if (step.startsWith("outlives")) nowMs += claimTtlMs;
      if (step.endsWith("fails")) {
        await releaseClaim(event, store);
        status = 500;
        continue;
      }
      record(event);
      if (step === "dies after") return undefined;
      await confirmHandled(event, store);
    }
    return status;
  }

  async function deliver(ids: readonly number[]): Promise<void> {
    const rawBody = bodyOf(...ids.map((id) => message(`wamid.${id}`)));
    for (let attempt = 0; attempt < 1000; attempt += 1) {
      await scheduler.schedule(Promise.resolve(), "Meta");
      if ((await work(rawBody)) === 200) {
        const { events } = await receive({ rawBody, headers: signedHeaders(rawBody), appSecret });
        for (const event of events) expect(handled.get(keyOf(event)) ?? 0).toBeGreaterThan(0);
        return;
      }
      nowMs += retryAfterMs;
    }
    throw new Error("Meta gave up");
  }

  return { handled, deliver };
}

async function play(
  scheduler: fc.Scheduler,
  all: readonly (readonly number[])[],
  steps: readonly Step[],
  retryAfterMs: number,
) {
  const { handled, deliver } = simulate(scheduler, steps, retryAfterMs);
  await scheduler.waitFor(Promise.all(all.map(deliver)));
  return handled;
}

test("property: a delivery gets 200 only after all its events are handled", async () => {
  const steps = fc.array(
    fc.constantFrom<Step>(
      ...([
        "handles",
        "fails",
        "dies before",
        "dies after",
        "outlives its claim",
        "outlives its claim and fails",
      ] as const),
    ),
    { maxLength: 20 },
  );
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), deliveries, steps, async (scheduler, all, played) => {
      await play(scheduler, all, played, claimTtlMs / 4);
    }),
    { numRuns: 60 },
  );
});

test("property: without crashes and expired claims, each event is handled once", async () => {
  const steps = fc.array(fc.constantFrom<Step>("handles", "fails"), { maxLength: 20 });
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), deliveries, steps, async (scheduler, all, played) => {
      const handled = await play(scheduler, all, played, 0);
      expect([...handled.values()]).toEqual(Array.from(new Set(all.flat()), () => 1));
    }),
    { numRuns: 60 },
  );
});
