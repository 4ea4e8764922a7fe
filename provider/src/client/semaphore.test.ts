import { Semaphore, KeyedMutex } from "./semaphore";

/** Creates tasks that end on demand, with the names of the started ones. */
function tasks() {
  const started: string[] = [];
  const ends = new Map<string, () => void>();
  const task = (name: string) => () =>
    new Promise<void>((resolve) => {
      started.push(name);
      ends.set(name, resolve);
    });
  const end = async (name: string): Promise<void> => {
    ends.get(name)?.();
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { started, task, end };
}

test("serializes tasks of one key and runs other keys concurrently", async () => {
  const { started, task, end } = tasks();
  const queues = new KeyedMutex();
  const runs = ["first", "second"].map((name) => queues.run("a", task(name)));
  await end("none");
  runs.push(queues.run("b", task("other")));
  await end("first");
  runs.push(queues.run("a", task("third")));
  await end("none");
  expect(started).toEqual(["first", "other", "second"]);
  await end("second");
  expect(started).toEqual(["first", "other", "second", "third"]);
  await end("third");
  await end("other");
  await Promise.all(runs);
});

test("runs as many tasks as permits, and the next after a failure", async () => {
  const { started, task, end } = tasks();
  const gate = new Semaphore(2);
  const failing = gate.run(async () => {
    await task("failing")();
    throw new Error("failed");
  });
  const runs = ["b", "c", "d"].map((name) => gate.run(task(name)));
  await end("none");
  expect(started).toEqual(["failing", "b"]);
  await Promise.all([expect(failing).rejects.toThrow("failed"), end("failing")]);
  expect(started).toEqual(["failing", "b", "c"]);
  for (const name of ["b", "c", "d"]) await end(name);
  await Promise.all(runs);
});
