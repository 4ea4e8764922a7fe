import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startSimulator, type Simulator, type SimulatorOptions } from "../index";
import { clientOf } from "../testing/client";
import { fullDetails, messengerOf, nowMs } from "../testing/orders";
import { startReceiver } from "../testing/receiver";

const running: Simulator[] = [];
let dataDir: string;
beforeEach(() => {
  dataDir = join(mkdtempSync(join(tmpdir(), "simulator-data-")), "data");
});
afterEach(() => Promise.all(running.splice(0).map((simulator) => simulator.close())));

async function start(options: SimulatorOptions = {}): Promise<Simulator> {
  const simulator = await startSimulator({ dataDir, ...options });
  running.push(simulator);
  return simulator;
}

/** Stops the simulator and starts another on the same folder. */
async function restart(simulator: Simulator, options?: SimulatorOptions): Promise<Simulator> {
  await simulator.close();
  running.splice(running.indexOf(simulator), 1);
  return start(options);
}

test("all content survives a restart, with exact amounts", async () => {
  const clock = { nowMs: () => nowMs, sleep: () => Promise.resolve() };
  const first = await start({ clock });
  await clientOf(first).create("Confeitaria");
  const { adId } = first.addAd({ sequenceId: first.sequences()[0]?.id ?? "" });
  await first.click(adId, { tap: 1, person: { waId: "5511987654321" } });
  await messengerOf(first).sendAccepted(fullDetails);
  const token = first.addToken({ expiresAfterRequests: 2 });
  await clientOf(first, token).list();
  const [state, view] = [first.state(), first.orderView("order-1")];
  const second = await restart(first, { clock });
  expect([second.state(), second.orderView("order-1")]).toEqual([state, view]);
  expect(second.orders()[0]?.total).toBe(123956n);
  expect((await clientOf(second, token).list()).status).toBe(200);
  expect((await clientOf(second, token).list()).status).toBe(401);
});

test("texts that look like stored integers stay texts", async () => {
  const first = await start();
  const texts = ["bigint:12", "text:bigint:12", "text:", "bigint:x", "\ud800"];
  texts.forEach((name) => first.addSequence({ name, content: { text: name } }));
  const second = await restart(first);
  expect(second.sequences().map(({ name, content }) => [name, content?.text])).toEqual(
    texts.map((text) => [text, text]),
  );
});

test("options, clock, faults and webhook survive a restart", async () => {
  const receiver = await startReceiver();
  const first = await start();
  first.setWire({ idKey: "both" });
  first.setBehaviour({ uniqueNames: true });
  first.advanceClock(86_400_000);
  const { id } = first.faults.add({ effect: { kind: "status", status: 503 }, times: 2 });
  await clientOf(first).list();
  await first.setWebhook({ url: receiver.url, verifyToken: "x", appSecret: "shared-secret" });
  const second = await restart(first);
  expect([second.wire().idKey, second.behaviour().uniqueNames]).toEqual(["both", true]);
  expect(second.nowMs() - Date.now()).toBeGreaterThan(86_000_000);
  expect(second.faults.list()).toMatchObject([{ id, fired: 1, isEnabled: true }]);
  expect((await clientOf(second).list()).status).toBe(503);
  expect((await clientOf(second).list()).status).toBe(200);
  expect(second.faults.add({ effect: { kind: "drop" } }).id).not.toBe(id);
  expect(second.webhook()?.url).toBe(receiver.url);
  expect((await second.writeMessage("Oi")).delivery).toMatchObject({ outcome: "delivered" });
  expect(receiver.handshakes).toHaveLength(1);
  await receiver.close();
});

test("ids continue after a restart", async () => {
  const first = await start();
  const ids = [first.addSequence({ name: "a", content: {} }), first.addSequence({ name: "b", content: {} })];
  const second = await restart(first);
  expect(ids).not.toContain(second.addSequence({ name: "c", content: {} }));
  expect(second.sequences().map(({ name }) => name)).toEqual(["a", "b", "c"]);
});

test("the seed applies to an empty folder and after a reset only", async () => {
  const seed = { sequences: [{ id: "1", name: "seeded", content: {} }] };
  const first = await start({ seed });
  first.editSequence("1", { name: "edited" });
  const second = await restart(first, { seed });
  expect(second.sequences()).toMatchObject([{ name: "edited" }]);
  second.reset();
  const third = await restart(second);
  expect(third.sequences()).toMatchObject([{ name: "seeded" }]);
});

test("options of the start win over saved ones", async () => {
  const first = await start({ wire: { idKey: "both", pageSize: 7 } });
  const second = await restart(first, { wire: { idKey: "id" }, platformDate: "2026-10-28" });
  expect(second.wire()).toMatchObject({ idKey: "id", pageSize: 7 });
  expect(second.platformDate()).toBe("2026-10-28");
});

test("requests and deliveries are not kept", async () => {
  const first = await start();
  await clientOf(first).list();
  const second = await restart(first);
  expect([second.journal(), second.deliveries()]).toEqual([[], []]);
});

test("a killed process loses nothing that was written", async () => {
  // Needs a build: `npm test` builds first.
  const script = `
    const { startSimulator } = require(${JSON.stringify(join(__dirname, "..", "..", "dist", "index.js"))});
    const { watch } = require("node:fs");
    startSimulator({ dataDir: ${JSON.stringify(dataDir)} }).then((simulator) => {
      const watcher = watch(${JSON.stringify(dataDir)}, (event, name) => {
        if (name !== "state.json") return;
        watcher.close();
        console.log("written");
      });
      simulator.addSequence({ name: "kept", content: {} });
    });`;
  const child = spawn(process.execPath, ["-e", script], { stdio: ["ignore", "pipe", "inherit"] });
  await once(child.stdout, "data");
  child.kill("SIGKILL");
  await once(child, "close");
  // The lock of the killed process does not count.
  expect((await start()).sequences()).toMatchObject([{ name: "kept" }]);
});

test("a second simulator cannot use the same folder", async () => {
  const first = await start();
  await expect(startSimulator({ dataDir })).rejects.toThrow(
    `the data folder ${dataDir} is in use by process ${process.pid}: stop it, choose another folder, or delete`,
  );
  await restart(first);
});

test("a lock of a process that ended does not count", async () => {
  const first = await start();
  await first.close();
  for (const owner of ["4194305", String(process.pid), "", "no number"]) {
    writeFileSync(join(dataDir, "lock"), owner);
    const next = await startSimulator({ dataDir });
    await next.close();
  }
});

test.each([
  ["", "the state is not JSON"],
  ['{"version":1,"context":{', "the state is not JSON"],
  ["[]", "the state must be an object"],
  ['{"version":2}', "the state has format 2, and this version reads format 1"],
  ['{"version":1}', "the state.context must be an object; the state.faults must be an object"],
])("the damaged state %j stops the start with its reason", async (text, reason) => {
  await (await startSimulator({ dataDir })).close();
  writeFileSync(join(dataDir, "state.json"), text);
  const file = join(dataDir, "state.json");
  await expect(startSimulator({ dataDir })).rejects.toThrow(`${file} cannot be loaded: ${reason}`);
  expect(readFileSync(file, "utf8")).toBe(text);
});

test("a damaged rule in the state stops the start", async () => {
  const first = await startSimulator({ dataDir });
  first.faults.add({ effect: { kind: "drop" } });
  await first.close();
  const file = join(dataDir, "state.json");
  writeFileSync(file, readFileSync(file, "utf8").replace('"drop"', '"explode"'));
  await expect(startSimulator({ dataDir })).rejects.toThrow("rule.effect.kind must be one of");
});

test("a state that cannot be written is reported at the end", async () => {
  const first = await startSimulator({ dataDir: "/dev/null/data" }).catch((error: unknown) => error);
  expect(first).toMatchObject({ code: "ENOTDIR" });
});

test("only the owner can read the state, which contains tokens", async () => {
  await (await startSimulator({ dataDir })).close();
  expect(statSync(join(dataDir, "state.json")).mode & 0o777).toBe(0o600);
  expect(statSync(dataDir).mode & 0o777).toBe(0o700);
});
