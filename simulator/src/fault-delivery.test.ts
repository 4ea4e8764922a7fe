import { request, type IncomingMessage } from "node:http";
import { brotliDecompressSync, gunzipSync, inflateSync } from "node:zlib";
import { startSimulator, type FaultEffect, type Simulator } from "./index";
import { clientOf, errorCodesOf } from "./testing/client";
import { bearer } from "./testing/http";

let simulator: Simulator;
let client: ReturnType<typeof clientOf>;
let slept: number[];
let usual: unknown;

beforeEach(async () => {
  slept = [];
  const sleep = (durationMs: number): Promise<void> => {
    slept.push(durationMs);
    return Promise.resolve();
  };
  simulator = await startSimulator({ clock: { nowMs: () => Date.UTC(2026, 10, 22), sleep } });
  client = clientOf(simulator);
  await client.create();
  usual = (await client.list()).json;
});
afterEach(() => simulator.close());

/** Returns the response bytes as sent, without decompression. */
function listRaw(): Promise<IncomingMessage> {
  const address = `${simulator.url}/v25.0/${simulator.wabaId}/welcome_message_sequences`;
  return new Promise((resolve, reject) => {
    request(address, { agent: false, headers: bearer(simulator.accessToken) }, resolve)
      .on("error", reject)
      .end();
  });
}

async function bytesOf(response: IncomingMessage, most = Infinity): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response) {
    chunks.push(chunk as Buffer);
    size += (chunk as Buffer).length;
    if (size >= most) break;
  }
  return Buffer.concat(chunks);
}

test("slow-body sends the complete response in pieces", async () => {
  simulator.faults.add({ effect: { kind: "slow-body", chunkBytes: 10, everyMs: 50 } });
  const got = await client.list();
  expect(got.json).toEqual(usual);
  expect(slept).toEqual(Array.from({ length: Math.ceil(got.text.length / 10) }, () => 50));
});

test("a slow body ends with the connection", async () => {
  const ends: Promise<void>[] = [];
  const sleep = (_ms: number, signal: AbortSignal): Promise<void> => {
    const end = new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve()));
    ends.push(end);
    return end;
  };
  const slow = await startSimulator({ clock: { nowMs: () => 0, sleep } });
  slow.faults.add({ effect: { kind: "slow-body", chunkBytes: 1, everyMs: 50 } });
  const lost = clientOf(slow).list();
  const failed = expect(lost).rejects.toMatchObject({ code: "ECONNRESET" });
  while (ends.length === 0) await new Promise(setImmediate);
  await slow.close();
  await Promise.all([failed, ...ends]);
  expect(ends).toHaveLength(1);
});

test("pad adds white space and keeps the content", async () => {
  simulator.faults.add({ effect: { kind: "pad", bytes: 3_000_000 } });
  const got = await client.list();
  expect([got.text.length, got.headers["content-length"], got.json]).toEqual([3_000_000, "3000000", usual]);
});

test("endless padding never ends", async () => {
  simulator.faults.add({ effect: { kind: "pad", endless: true } });
  const response = await listRaw();
  expect(response.headers["content-length"]).toBeUndefined();
  expect((await bytesOf(response, 2_000_000)).length).toBeGreaterThanOrEqual(2_000_000);
  expect(response.complete).toBe(false);
  response.destroy();
});

test.each([
  ["gzip", gunzipSync],
  ["br", brotliDecompressSync],
  ["deflate", inflateSync],
] as const)("%s is small on the wire and large when decompressed", async (encoding, unpack) => {
  simulator.faults.add({ effect: { kind: "encode", encoding, bytes: 3_000_000 } });
  const response = await listRaw();
  const packed = await bytesOf(response);
  expect(response.headers["content-encoding"]).toBe(encoding);
  expect(packed.length).toBeLessThan(10_000);
  const unpacked = unpack(packed);
  expect([unpacked.length, JSON.parse(unpacked.toString("utf8"))]).toEqual([3_000_000, usual]);
});

test("the response announces a wrong encoding", async () => {
  simulator.faults.add({ effect: { kind: "encode", encoding: "identity", as: "gzip" } });
  const response = await listRaw();
  expect(response.headers["content-encoding"]).toBe("gzip");
  expect(JSON.parse((await bytesOf(response)).toString("utf8"))).toEqual(usual);
});

test("effects on the response also apply to errors of other rules", async () => {
  const pad: FaultEffect = { kind: "pad", bytes: 5000 };
  for (const effects of [
    [pad, { kind: "graph", code: 4 } as const],
    [{ kind: "graph", code: 4 } as const, pad],
  ]) {
    for (const effect of effects) simulator.faults.add({ effect });
    const got = await client.list();
    expect([errorCodesOf(got), got.text.length]).toEqual([[400, 4, undefined], 5000]);
  }
});
