import { Parallelism } from "./parallelism";

/** Operations that end on request. */
function openOperations() {
  let nowMs = 0;
  const parallelism = new Parallelism({ nowMs: () => nowMs, sleep: () => Promise.resolve() });
  const ends: (() => void)[] = [];
  const start = (count: number): void => {
    for (let index = 0; index < count; index++) {
      void parallelism.run(() => new Promise<void>((resolve) => ends.push(resolve)));
    }
  };
  const end = async (): Promise<void> => {
    ends.pop()?.();
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { parallelism, start, end, pass: (ms: number) => (nowMs += ms) };
}

test("an operation alone is taken for the only one", () => {
  const { parallelism, start } = openOperations();
  start(1);
  expect(parallelism.mayStart).toBe(false);
});

test("an engine counts as busy after two waits in vain", () => {
  const { parallelism, start } = openOperations();
  start(3);
  expect(parallelism.mayStart).toBe(true);
  parallelism.noteQuietWait();
  expect(parallelism.mayStart).toBe(true);
  parallelism.noteQuietWait();
  expect(parallelism.mayStart).toBe(false);
});

test("more operations than ever show a larger engine", () => {
  const { parallelism, start } = openOperations();
  start(3);
  parallelism.noteQuietWait();
  parallelism.noteQuietWait();
  start(1);
  expect(parallelism.mayStart).toBe(true);
});

test("fewer operations than the engine runs leave room", async () => {
  const { parallelism, start, end } = openOperations();
  start(3);
  parallelism.noteQuietWait();
  parallelism.noteQuietWait();
  await end();
  parallelism.noteQuietWait();
  expect(parallelism.mayStart).toBe(true);
  start(1);
  expect(parallelism.mayStart).toBe(false);
});

test.each([
  [1, 50],
  [40, 160],
  [200, 250],
])("operations every %i ms make a wait of %i ms", (gapMs, quietMs) => {
  const { parallelism, start, pass } = openOperations();
  for (let count = 0; count < 50; count++) {
    pass(gapMs);
    start(1);
  }
  expect(Math.round(parallelism.quietMs)).toBe(quietMs);
});

test("a pause between operations does not count", () => {
  const { parallelism, start, pass } = openOperations();
  start(8);
  pass(10_000);
  start(1);
  expect(parallelism.quietMs).toBe(50);
});
