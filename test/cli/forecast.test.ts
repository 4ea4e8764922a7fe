import type { Stack } from "pulumi-whatsapp-engine";
import { z } from "zod";
import { runCommand } from "../support/command";
import { previewAsJson, printAsJson, type PreviewFormat } from "../support/preview-json";
import { adProgram } from "../support/world/ads";
import { ProjectFixture } from "../support/world/project-fixture";

const the = new ProjectFixture();
const parallel = 8;

const forecastShape = z.object({
  calls: z.number(),
  buckets: z.array(z.object({ kind: z.string(), id: z.string().optional(), calls: z.number() })),
});

/** Forecasts the calls of a preview, by account. */
async function forecastCalls(preview: string): Promise<ReadonlyMap<string, number>> {
  const words = ["forecast", "--json", "--parallel", String(parallel)];
  const { code, out, err } = await runCommand(words, {}, the.project.dir, preview);
  expect({ code, err }).toEqual({ code: 0, err: "" });
  const { buckets } = forecastShape.parse(JSON.parse(out));
  return new Map(buckets.map(({ kind, id = kind, calls }) => [id, calls]));
}

/** Counts the requests that the simulator received, by account. Ads and creatives are read by their own ids. */
function countRequests(): ReadonlyMap<string, number> {
  const { meta } = the.account;
  const objects = new Set([...meta.ads(), ...meta.creatives()].map(({ id }) => id));
  const counts = new Map<string, number>();
  for (const { path } of meta.journal()) {
    const [, first = ""] = path.split("/");
    const key = objects.has(first) ? meta.adAccountId : first.replace(/^act_/, "");
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

interface Comparison {
  readonly format?: PreviewFormat;
  /** True if the forecast must be exact. */
  readonly isExact?: boolean;
}

function sumOf(calls: ReadonlyMap<string, number>): number {
  return [...calls.values()].reduce((sum, count) => sum + count, 0);
}

/**
 * Fails unless the forecast is within 5% of the requests, or one call. An account may differ by two calls: which writes share a read-back
 * varies with the load of the machine.
 */
function expectClose(forecast: ReadonlyMap<string, number>): void {
  const requests = countRequests();
  expect([...forecast.keys()].sort()).toEqual([...requests.keys()].sort());
  for (const [id, calls] of forecast) {
    const actual = requests.get(id) ?? 0;
    const rounded = Math.abs(calls - actual) <= Math.max(2, actual * 0.05) ? actual : calls;
    expect({ id, calls: rounded }).toEqual({ id, calls: actual });
  }
  expect(Math.abs(sumOf(forecast) - sumOf(requests))).toBeLessThanOrEqual(Math.max(1, sumOf(requests) * 0.05));
}

const operations = {
  up: {
    plan: (stack: Stack, format: PreviewFormat) => previewAsJson(stack, format),
    run: (stack: Stack) => stack.up({ parallel }),
  },
  refresh: {
    plan: (stack: Stack, format: PreviewFormat) => printAsJson(format, (display) => stack.previewRefresh(display)),
    run: (stack: Stack) => stack.refresh({ parallel }),
  },
  destroy: {
    plan: (stack: Stack, format: PreviewFormat) => printAsJson(format, (display) => stack.previewDestroy(display)),
    run: (stack: Stack) => stack.destroy({ parallel }),
  },
} as const;

/** Plans an operation, runs it, and compares its requests with the forecast. */
async function compare(stack: Stack, operation: keyof typeof operations, options: Comparison = {}): Promise<void> {
  const { format = "document", isExact = false } = options;
  const { plan, run } = operations[operation];
  const forecast = await forecastCalls(await plan(stack, format));
  the.account.meta.clearJournal();
  await run(stack);
  if (isExact) expect(Object.fromEntries(forecast)).toEqual(Object.fromEntries(countRequests()));
  else expectClose(forecast);
}

/** Source of the sequences of an account with these numbers. */
function sequences(wabaId: string, [from, to]: readonly [number, number], { text = "Hi", more = "" } = {}): string {
  return `for (let i = ${from}; i < ${to}; i++) {
    new whatsapp.WelcomeMessageSequence("s${wabaId}-" + i, { wabaId: "${wabaId}", text: "${text} " + i, ${more} });
  }\n`;
}

const replacing = 'onContentChange: "replace"';

test("the forecast of a single sequence is exact", async () => {
  const { wabaId } = the.account.meta;
  const isExact = true;
  the.project.program(sequences(wabaId, [0, 1]));
  const stack = await the.project.stack();
  await compare(stack, "up", { isExact });
  the.project.program(sequences(wabaId, [0, 1], { text: "Hello" }));
  await compare(stack, "up", { isExact });
  the.project.program(sequences(wabaId, [0, 1], { text: "Hello", more: replacing }));
  await compare(stack, "up", { isExact });
  the.project.program(sequences(wabaId, [0, 1], { text: "Bye", more: replacing }));
  await compare(stack, "up", { isExact });
  await compare(stack, "refresh", { isExact });
  await compare(stack, "destroy", { isExact });
});

test("10 sequences and mixed changes are forecast from events", async () => {
  const format = "lines";
  const { wabaId } = the.account.meta;
  the.project.program(sequences(wabaId, [0, 10]));
  const stack = await the.project.stack();
  await compare(stack, "up", { format });
  the.project.program(
    sequences(wabaId, [0, 2]) +
      sequences(wabaId, [2, 5], { text: "Hello" }) +
      sequences(wabaId, [5, 8], { text: "Bye", more: replacing }) +
      sequences(wabaId, [10, 12]),
  );
  await compare(stack, "up", { format });
  await compare(stack, "refresh", { format });
  await compare(stack, "destroy", { format });
});

test("100 sequences of three accounts are forecast", async () => {
  const [first, second, third] = ["700000001", "700000002", "700000003"] as const;
  the.account.meta.seed({ wabas: [first, second, third].map((id) => ({ id })) });
  the.project.program(sequences(first, [0, 60]) + sequences(second, [0, 30]) + sequences(third, [0, 10]));
  const stack = await the.project.stack();
  await compare(stack, "up");
  the.project.program(
    sequences(first, [0, 20], { text: "Hello" }) +
      sequences(second, [0, 10], { text: "Bye", more: replacing }) +
      sequences(second, [30, 60]),
  );
  await compare(stack, "up");
});

test("the forecast of a sequence with its creative and ad is exact", async () => {
  const isExact = true;
  const { adId } = the.account.meta.addAd({});
  const programWith = (text: string, creative = ""): string =>
    adProgram(adId, { sequence: `text: "${text}", ${replacing}`, creative });
  the.project.program(programWith("Hi"));
  const stack = await the.project.stack();
  await compare(stack, "up", { isExact });
  the.project.program(programWith("Hi", 'name: "renamed"'));
  await compare(stack, "up", { isExact });
  the.project.program(programWith("Hello", 'name: "renamed"'));
  await compare(stack, "up", { isExact });
  await compare(stack, "refresh", { isExact });
});

test("adoptions that change the content are forecast", async () => {
  const ids = Array.from({ length: 10 }, (_, i) =>
    the.account.meta.addSequence({ name: `a${i}`, content: { text: "Hi" } }),
  );
  const adopt = (id: string, i: number): string =>
    `new whatsapp.WelcomeMessageSequence("a${i}", { text: "Hello", adoptSequenceId: "${id}" });`;
  the.project.program(ids.map(adopt).join("\n"));
  await compare(await the.project.stack(), "up");
});
