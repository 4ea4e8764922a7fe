import type { WireOptions } from "pulumi-whatsapp-simulator";
import { realClock } from "../../provider/src/client/clock";
import { welcomeMessageSequence } from "../../provider/src/runtime/definitions/welcome-message-sequence";
import { Handler, ProviderProcess } from "../../provider/src/runtime/handler";
import { Lifecycle } from "../../provider/src/runtime/lifecycle";
import { TestAccount } from "../support/world/account";
import { partialFailureOf } from "../support/world/failures";
import { handlerText, sequenceArgs } from "../support/world/sequences";

const account = TestAccount.forFile();
/** Fewer than Meta's 100, so that few sequences fill several pages. */
const pageRows = 20;
/** Operations that Pulumi's engine runs at once on two processors. */
const parallel = 8;

/** Starts a provider process whose waits take their time, since reads that confirm writes wait for each other. */
function startProcess(): Handler {
  const provider = new ProviderProcess(() => ({
    environment: account.environment(),
    clock: realClock,
    warn: () => undefined,
  }));
  return new Handler(provider, new Lifecycle(welcomeMessageSequence));
}

/** Runs an operation for each item as an engine does; returns the results in order. */
async function runAll<Item, Result>(items: readonly Item[], run: (item: Item) => Promise<Result>): Promise<Result[]> {
  const results: Result[] = [];
  const rest = [...items.entries()];
  const work = async (): Promise<void> => {
    for (let next = rest.shift(); next !== undefined; next = rest.shift()) results[next[0]] = await run(next[1]);
  };
  await Promise.all(Array.from({ length: parallel }, work));
  return results;
}

/** Counts the calls of a task in a new process. */
async function countCalls<T>(task: (handler: Handler) => Promise<T>): Promise<{ calls: number; result: T }> {
  account.meta.clearJournal();
  const result = await task(startProcess());
  return { calls: account.meta.journal().length, result };
}

const other = { text: "Hello!" };

function pages(): number {
  return Math.ceil(account.meta.sequences().length / pageRows);
}

function argsOf(count: number) {
  return Array.from({ length: count }, (_, index) => ({
    ...sequenceArgs({ name: `s${index}` }),
    wabaId: account.meta.wabaId,
  }));
}

function newTexts(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `New ${index}`);
}

/** Creates, updates, refreshes and deletes sequences, each step in a process of its own; returns the calls and pages of each. */
async function countLifecycle(count: number) {
  const news = argsOf(count);
  const create = await countCalls((handler) => runAll(news, (inputs) => handler.create(inputs)));
  const pagesThen = pages();
  const update = await countCalls((handler) =>
    runAll([...create.result.entries()], ([index, { id, outs }]) =>
      handler.update(id, outs, { ...news[index], text: `New ${index}` }),
    ),
  );
  const updated = create.result.map(({ id }, index) => ({ id, outs: update.result[index]?.outs ?? {} }));
  const refresh = await countCalls((handler) => runAll(updated, ({ id, outs }) => handler.read(id, outs)));
  const remove = await countCalls((handler) => runAll(updated, ({ id, outs }) => handler.delete(id, outs)));
  return { create, update, refresh, remove, pages: pagesThen };
}

test("one sequence takes four calls, two, one and two", async () => {
  const { create, update, refresh, remove } = await countLifecycle(1);
  expect([create.calls, update.calls, refresh.calls, remove.calls]).toEqual([4, 2, 1, 2]);
});

test.each<[number, WireOptions["listOrder"], number]>([
  [10, "oldest-first", 0],
  [80, "oldest-first", 0],
  [80, "newest-first", 0],
  [16, "oldest-first", 50],
  [16, "newest-first", 50],
])("%i sequences in a list that is %s, beside %i others", async (count, listOrder, others) => {
  account.meta.setWire({ listOrder, pageSize: pageRows });
  for (let index = 0; index < others; index++) account.meta.addSequence({ name: `other ${index}`, content: other });
  const calls = await countLifecycle(count);
  const write = count + count / 8 + calls.pages + 4;
  expect(calls.create.calls).toBeLessThanOrEqual(write);
  expect(calls.update.calls).toBeLessThanOrEqual(write);
  expect(calls.refresh.calls).toBeLessThanOrEqual(calls.pages + 1);
  expect(calls.remove.calls).toBeLessThanOrEqual(count + calls.pages + 3);
  expect(account.meta.sequences()).toHaveLength(others);
});

test.each([1, 40])("%i updates take as many calls if Meta returns what they wrote", async (count) => {
  account.meta.setWire({ sequenceReadAfterWrite: "returned" });
  const { create, update, refresh, remove } = await countLifecycle(count);
  expect(update.calls).toBe(count);
  expect(update.result.map(({ outs }) => outs["text"])).toEqual(newTexts(count));
  expect(create.calls).toBeLessThanOrEqual(count + count / 8 + 5);
  expect([refresh.calls, remove.calls]).toEqual([1, count + 1]);
});

test("updates are sent again without fields if Meta rejects them", async () => {
  account.meta.setWire({ sequenceReadAfterWrite: "refused" });
  const { update } = await countLifecycle(40);
  expect(update.calls).toBeLessThanOrEqual(40 + 40 / 8 + 1 + 4 + parallel);
  expect(update.result.map(({ outs }) => outs["text"])).toEqual(newTexts(40));
});

test("a list without order costs calls, not sequences", async () => {
  account.meta.setWire({ listOrder: "arbitrary", pageSize: 10 });
  const { create, update } = await countLifecycle(30);
  expect(new Set(create.result.map(({ id }) => id)).size).toBe(30);
  expect(update.result.every(({ outs }) => String(outs["text"]).startsWith("New "))).toBe(true);
  expect(account.meta.sequences()).toEqual([]);
});

test.each<WireOptions["listOrder"]>(["oldest-first", "newest-first", "arbitrary"])(
  "a duplicate is noticed in a list that is %s",
  async (listOrder) => {
    account.meta.setWire({ listOrder, pageSize: 10 });
    for (let index = 0; index < 50; index++) account.meta.addSequence({ name: `other ${index}`, content: other });
    const handler = startProcess();
    const news = argsOf(20);
    await runAll(news.slice(1), (inputs) => handler.create(inputs));
    const held = account.meta.faults.add({
      match: { path: "*/welcome_message_sequences", verb: "create" },
      effect: { kind: "delay", delayMs: 100 },
    });
    const { wabaId } = account.meta;
    const created = partialFailureOf(handler.create({ __provider: handlerText, wabaId, name: "s0", text: other.text }));
    await held.hit;
    const duplicate = account.meta.addSequence({ name: "s0", content: other });
    expect((await created).reasons.join()).toContain(duplicate);
  },
);

test.each<WireOptions["listOrder"]>(["oldest-first", "newest-first"])(
  "an earlier read's duplicate is noticed in a list that is %s",
  async (listOrder) => {
    account.meta.setWire({ listOrder, pageSize: 10 });
    for (let index = 0; index < 50; index++) account.meta.addSequence({ name: `other ${index}`, content: other });
    const handler = startProcess();
    const [first = {}, , ...news] = argsOf(34);
    await handler.create(first);
    const duplicate = account.meta.addSequence({ name: "s1", content: other });
    await runAll(news, (inputs) => handler.create(inputs));
    const { wabaId } = account.meta;
    const late = { __provider: handlerText, wabaId, name: "s1", text: other.text };
    const { reasons } = await partialFailureOf(handler.create(late));
    expect(reasons.join()).toContain(duplicate);
  },
);

test("deletions that begin during a listing are answered by it", async () => {
  account.meta.setWire({ pageSize: 5 });
  const created = await runAll(argsOf(50), (inputs) => startProcess().create(inputs));
  const held = account.meta.faults.add({
    match: { path: "*/welcome_message_sequences", verb: "list" },
    effect: { kind: "delay", delayMs: 100 },
  });
  account.meta.clearJournal();
  const handler = startProcess();
  const remove = ({ id, outs }: (typeof created)[number]): Promise<void> => handler.delete(id, outs);
  const first = created.slice(0, 2).map(remove);
  await held.hit;
  await Promise.all([...first, ...created.slice(2, 8).map(remove)]);
  expect(account.meta.journal().map(({ verb }) => verb)).toStrictEqual([
    ...Array<string>(10).fill("list"),
    ...Array<string>(8).fill("delete"),
  ]);
});
