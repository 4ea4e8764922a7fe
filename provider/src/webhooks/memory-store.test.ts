import { memoryStore } from "./memory-store";

const minute = 60_000;
/** Room for so many keys of one character. */
function roomFor(keys: number) {
  return keys * 402;
}

test("a key is claimed once, then in progress, then done", () => {
  const store = memoryStore();
  expect(store.claim("a", minute)).toBe("claimed");
  expect(store.claim("a", minute)).toBe("in_progress");
  store.confirm("a");
  expect(store.claim("a", minute)).toBe("done");
  store.release("a");
  expect(store.claim("a", minute)).toBe("done");
});

test("confirms a key that was never claimed", () => {
  const store = memoryStore();
  store.confirm("a");
  expect(store.claim("a", minute)).toBe("done");
});

test("releases a claim by its id, or without an id", () => {
  const store = memoryStore();
  store.claim("a", minute, "one");
  store.release("a", "two");
  expect(store.claim("a", minute)).toBe("in_progress");
  store.release("a", "one");
  expect(store.claim("a", minute, "three")).toBe("claimed");
  store.release("a");
  expect(store.claim("a", minute)).toBe("claimed");
  store.release("unknown");
});

test("a full memory drops the oldest done keys", () => {
  const store = memoryStore({ maxBytes: roomFor(3) });
  for (const key of ["a", "b", "c"]) {
    store.claim(key, minute);
    store.confirm(key);
  }
  expect(store.claim("d", minute)).toBe("claimed");
  expect(["b", "c", "d"].map((key) => store.claim(key, minute))).toEqual(["done", "done", "in_progress"]);
  expect(store.claim("a", minute)).toBe("claimed");
  expect(["c", "d"].map((key) => store.claim(key, minute))).toEqual(["done", "in_progress"]);
});

test("remembers exactly the done keys that fit", () => {
  const keys = Array.from({ length: 1000 }, (_, i) => String(1000 + i));
  for (const fitting of [1, 7, 100]) {
    const store = memoryStore({ maxBytes: fitting * 408 });
    keys.forEach((key) => store.confirm(key));
    const done = keys.slice(-fitting);
    expect(done.map((key) => store.claim(key, minute))).toEqual(done.map(() => "done"));
    expect(store.claim(keys.at(-fitting - 1) ?? "", minute)).toBe("claimed");
  }
});

test("keeps claims: a memory full of them rejects new ones", () => {
  let nowMs = 0;
  const store = memoryStore({ maxBytes: roomFor(2), now: () => nowMs });
  store.claim("a", 1000, "one");
  store.claim("b", 2000, "two");
  expect(() => store.claim("c", 1000)).toThrow(
    "memoryStore is full: 2 claims are in progress and maxBytes is 804. Respond with 500, so that Meta delivers the event again. " +
      "Call confirmHandled or releaseClaim for each event, or raise maxBytes",
  );
  expect(store.claim("a", 1000)).toBe("in_progress");
  store.release("b", "two");
  expect(store.claim("c", 1000)).toBe("claimed");
  expect(() => store.claim("d", 1000)).toThrow("memoryStore is full");
  nowMs = 1000;
  expect(store.claim("d", 1000)).toBe("claimed");
  store.confirm("d");
  expect(store.claim("e", 1000)).toBe("claimed");
});

test("repeated claims of a key use no more memory than one", () => {
  let nowMs = 0;
  const store = memoryStore({ maxBytes: roomFor(2), maxAgeMs: 10, now: () => nowMs });
  for (let round = 0; round < 100; round += 1) {
    nowMs += 20;
    expect(store.claim("a", 10, "one")).toBe("claimed");
    store.release("a", "one");
    expect(store.claim("a", 10)).toBe("claimed");
    nowMs += 10;
    expect(store.claim("a", 10)).toBe("claimed");
    store.confirm("a");
    store.confirm("a");
    expect(store.claim("b", 10)).toBe("claimed");
    expect(store.claim("a", 10)).toBe("done");
    store.release("b");
  }
});

test("rejects the claim of a key that is larger than the memory", () => {
  const store = memoryStore({ maxBytes: 1000 });
  store.confirm("a");
  const large = "x".repeat(1000);
  expect(() => store.claim(large, minute)).toThrow("memoryStore is full");
  store.confirm(large);
  expect(store.claim("a", minute)).toBe("claimed");
});

test("defaults to 64 MiB: 2 bytes a character, 400 a key", () => {
  const store = memoryStore();
  const keyOf = (i: number) => String(i).padEnd(1000, "x");
  const fitting = Math.floor((64 * 1024 * 1024) / 2400);
  for (let i = 0; i < fitting + 10; i += 1) store.confirm(keyOf(i));
  expect(store.claim(keyOf(10), minute)).toBe("done");
  expect(store.claim(keyOf(9), minute)).toBe("claimed");
  expect(store.claim(keyOf(10), minute)).toBe("claimed");
});

test("remembers done for its age, from the first confirmation", () => {
  let nowMs = 1_000_000;
  const store = memoryStore({ maxAgeMs: 1000, now: () => nowMs });
  store.confirm("a");
  nowMs += 500;
  store.confirm("a");
  store.confirm("b");
  nowMs += 499;
  expect(store.claim("a", minute)).toBe("done");
  nowMs -= 5000;
  expect(store.claim("a", minute)).toBe("done");
  nowMs += 5001;
  expect(store.claim("a", minute)).toBe("claimed");
  expect(store.claim("b", minute)).toBe("done");
});

test("remembers seven days by default", () => {
  let nowMs = 0;
  const store = memoryStore({ now: () => nowMs });
  store.confirm("a");
  nowMs = 7 * 24 * 3600 * 1000 - 1;
  expect(store.claim("a", minute)).toBe("done");
  nowMs += 1;
  expect(store.claim("a", minute)).toBe("claimed");
});

test("rejects all invalid limits at once", () => {
  expect(() => memoryStore({ maxBytes: 0, maxAgeMs: 1.5 })).toThrow(
    "maxBytes: must be a positive integer\nmaxAgeMs: must be a positive integer",
  );
  const store = memoryStore();
  for (const ttlMs of [0, -1, Number.NaN, Number.POSITIVE_INFINITY]) {
    expect(() => store.claim("a", ttlMs)).toThrow("ttlMs: must be a positive integer");
  }
  expect(store.claim("a", 1)).toBe("claimed");
});
