import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bearer, dataOf, jsonBody, sendHttp } from "../testing/http";
import { runCommandLine } from "./command-line";

// Needs a build: `npm test` builds first, otherwise run `npx tsc -b simulator`.
const command = join(__dirname, "..", "..", "dist", "cli", "main.js");

interface Run {
  readonly child: ChildProcess;
  readonly output: () => string;
  readonly errors: () => string;
}

function run(...words: readonly string[]): Run {
  return runWith({}, ...words);
}

function runWith(environment: Readonly<Record<string, string>>, ...words: readonly string[]): Run {
  const env = { ...process.env, ...environment };
  const child = spawn(process.execPath, [command, ...words], { stdio: ["ignore", "pipe", "pipe"], env });
  let output = "";
  let errors = "";
  child.stdout.on("data", (chunk: Buffer) => (output += chunk.toString("utf8")));
  child.stderr.on("data", (chunk: Buffer) => (errors += chunk.toString("utf8")));
  return { child, output: () => output, errors: () => errors };
}

/** Runs a command line that does not start a simulator. */
async function runInProcess(...words: readonly string[]): Promise<{ code: number; out: string; err: string }> {
  let [out, err] = ["", ""];
  const code = await runCommandLine(words, { stdout: (text) => (out += text), stderr: (text) => (err += text) });
  return { code, out, err };
}

async function ready({ child, output }: Run): Promise<void> {
  while (!output().includes("\n")) await once(child.stdout ?? child, "data");
}

async function exitCode({ child }: Run): Promise<unknown> {
  const [code] = child.exitCode === null ? await once(child, "close") : [child.exitCode];
  return code;
}

test.each(["SIGTERM", "SIGINT"] as const)(
  "--json prints one line when ready, and %s ends it with 0",
  async (signal) => {
    const started = run("--port", "0", "--json");
    await ready(started);
    const printed = JSON.parse(started.output()) as Readonly<Record<string, string>>;
    expect(Object.keys(printed)).toEqual([
      "url",
      "controlUrl",
      "controlToken",
      "wabaId",
      "appId",
      "accessToken",
      "appSecret",
      "adAccountId",
      "pageId",
      "phoneNumberId",
    ]);
    const got = await sendHttp(`${printed["url"]}/v25.0/${printed["wabaId"]}/welcome_message_sequences`, {
      headers: bearer(printed["accessToken"] ?? ""),
    });
    expect(got.json).toEqual({ data: [] });
    expect((await sendHttp(`${printed["controlUrl"]}/journal`)).status).toBe(200);
    started.child.kill(signal);
    expect(await exitCode(started)).toBe(0);
    expect(started.output().trim().split("\n")).toHaveLength(1);
    expect(started.errors()).toBe("");
  },
);

test("starts with a seed and prints its addresses", async () => {
  const file = join(mkdtempSync(join(tmpdir(), "simulator-")), "seed.json");
  writeFileSync(file, JSON.stringify({ sequences: [{ id: "4362", name: "Basic Triage", content: { text: "Hi" } }] }));
  const started = run("--seed", file, "--wire", '{"idKey":"sequence_id"}');
  await ready(started);
  const url = /Graph API +(http:\S+)/.exec(started.output())?.[1] ?? "";
  const token = /EAA\w+/.exec(started.output())?.[0] ?? "";
  expect(started.output()).toMatch(/\n {2}control API +http:\S+\n {2}control token +[\w-]{32}\n/);
  const got = await sendHttp(`${url}/102290129340398/welcome_message_sequences`, { headers: bearer(token) });
  expect(dataOf(got)).toMatchObject([{ sequence_id: "4362", name: "Basic Triage" }]);
  started.child.kill("SIGTERM");
  expect(await exitCode(started)).toBe(0);
});

test.each([
  [["--port", "eighty"], '--port must be a number from 0 to 65535, not "eighty".'],
  [["--prot", "80"], 'Unknown option "--prot". Did you mean "--port"? Run pulumi-whatsapp-simulator --help.'],
  [["--seed", "--json"], 'Option "--seed <file>" needs a value. Run pulumi-whatsapp-simulator --help.'],
  [["--wire", '{"idkey":"id"}'], "--wire.idkey is not known."],
  [["--platform-date", "today"], '--platform-date must be a date such as 2026-11-29, not "today".'],
  [["nonsense"], 'Unknown command "nonsense". Run pulumi-whatsapp-simulator --help.'],
  [["compelte", "bash"], 'Unknown command "compelte". Did you mean "complete"? Run pulumi-whatsapp-simulator --help.'],
  [["help", "compelte"], 'Unknown command "compelte". Did you mean "complete"? Run pulumi-whatsapp-simulator --help.'],
  [["--json", "80"], 'Unexpected argument "80". Run pulumi-whatsapp-simulator --help.'],
])("wrong usage %j exits with 2 and one line of help", async (words, reason) => {
  expect(await runInProcess(...words)).toEqual({ code: 2, out: "", err: `error: ${reason}\n` });
});

test.each([["--help"], ["-h"], ["help"]])("%s explains options and exit codes in 80 columns", async (words) => {
  const { code, out, err } = await runInProcess(words);
  expect({ code, err }).toEqual({ code: 0, err: "" });
  for (const part of ["--seed <file>", "help [command]", "\nExamples:\n", "\nExit codes:\n"]) {
    expect(out).toContain(part);
  }
  for (const line of out.split("\n")) expect(line.length).toBeLessThanOrEqual(80);
});

test("--platform-date decides which versions exist", async () => {
  const started = run("--json", "--platform-date", "2026-10-28");
  await ready(started);
  const { url, accessToken = "" } = JSON.parse(started.output()) as Readonly<Record<string, string>>;
  const got = await sendHttp(`${url}/v27.0/me`, { headers: bearer(accessToken) });
  expect(got.status).toBe(400);
  started.child.kill("SIGTERM");
  expect(await exitCode(started)).toBe(0);
});

test("--version prints the version", async () => {
  expect(await runInProcess("--version")).toEqual({
    ...{ code: 0, err: "" },
    out: expect.stringMatching(/^\d+\.\d+\.\d+\S*\n$/),
  });
});

test.each([
  ["seed.yaml", "sequences:\n  - id: 4362\n    name: a\n    content: {}\n", "In YAML, ids and other numbers"],
  ["seed.yaml", "sequences: [\n", "the seed is not YAML: "],
  ["seed.yml", "ads:\n  - status: RUNNING\n", "the seed.ads[0].status must be one of ACTIVE"],
  ["seed.json", "ads: []\n", "the seed is not JSON"],
])("the seed %s with %j exits with 1 and its reason", async (name, text, reason) => {
  const file = join(mkdtempSync(join(tmpdir(), "simulator-")), name);
  writeFileSync(file, text);
  const { code, err } = await runInProcess("--seed", file);
  expect([code, err]).toEqual([1, expect.stringContaining(reason)]);
  expect(err.trim().split("\n")).toHaveLength(1);
});

test("init writes a seed that starts, and never replaces a file", async () => {
  const file = join(mkdtempSync(join(tmpdir(), "simulator-")), "my seed.yaml");
  expect(await runInProcess("init", file)).toEqual({
    ...{ code: 0, err: "" },
    out: `Wrote ${file}. Next:\n\n  pulumi-whatsapp-simulator --seed '${file}' --open\n`,
  });
  expect(await runInProcess("init", file)).toEqual({
    ...{ code: 1, out: "" },
    err: `error: ${file} already exists. Choose another name: pulumi-whatsapp-simulator init <file>\n`,
  });
  const started = run("--port", "0", "--json", "--seed", file);
  await ready(started);
  const { controlUrl } = JSON.parse(started.output()) as Readonly<Record<string, string>>;
  const { json } = await sendHttp(`${controlUrl}/state`);
  expect(json).toMatchObject({ sequences: [{ name: "Confeitaria da Ana" }], people: [{}, {}], templates: [{}] });
  started.child.kill("SIGTERM");
  expect(await exitCode(started)).toBe(0);
});

test("--data keeps the state for the next start", async () => {
  const folder = join(mkdtempSync(join(tmpdir(), "simulator-")), "data");
  const counts: unknown[] = [];
  for (const index of [1, 2]) {
    const started = run("--port", "0", "--json", "--data", folder);
    await ready(started);
    const { controlUrl } = JSON.parse(started.output()) as Readonly<Record<string, string>>;
    const sequence = { name: `start ${index}`, content: {} };
    await sendHttp(`${controlUrl}/sequences`, { method: "POST", ...jsonBody(sequence) });
    const { json } = await sendHttp(`${controlUrl}/state`);
    counts.push((json["sequences"] as readonly unknown[]).length);
    started.child.kill("SIGTERM");
    expect([await exitCode(started), started.errors()]).toEqual([0, ""]);
  }
  expect(counts).toEqual([1, 2]);
});

test("a seed that a saved state replaces is named", async () => {
  const folder = mkdtempSync(join(tmpdir(), "simulator-"));
  const seed = join(folder, "seed.yaml");
  writeFileSync(seed, "sequences: [{ name: First, content: { text: Oi } }]\n");
  const notes: string[] = [];
  for (const _start of [1, 2]) {
    const started = run("--port", "0", "--json", "--data", join(folder, "data"), "--seed", seed);
    await ready(started);
    started.child.kill("SIGTERM");
    expect(await exitCode(started)).toBe(0);
    notes.push(started.errors());
  }
  expect(notes).toEqual([
    "",
    expect.stringMatching(/data has a state, so .*seed\.yaml is not applied\. Delete the folder/),
  ]);
});

test("arguments of the provider are no content of a seed", async () => {
  const seed = join(mkdtempSync(join(tmpdir(), "simulator-")), "seed.yaml");
  writeFileSync(
    seed,
    "sequences: [{ name: A, content: { text: Oi, iceBreakers: [{ title: Hi }], autofillMessage: { content: a } } }]\n",
  );
  const { code, err } = await runInProcess("--seed", seed);
  expect(code).toBe(1);
  expect(err).toContain("sequences[0].content.iceBreakers is no field of a row; write ice_breakers");
  expect(err).toContain("sequences[0].content.autofillMessage is no field of a row; write autofill_message");
});

test("default ports are fixed, and free ones replace those in use", async () => {
  const servers = [8420, 8421].map((port) => createServer().listen(port, "127.0.0.1"));
  // Another process may use them; either way they are in use.
  await Promise.all(servers.map((server) => Promise.race([once(server, "listening"), once(server, "error")])));
  const started = run();
  await ready(started);
  expect(started.output()).toMatch(/^Port 8420 is in use, so a free one takes its place\.\nPort 8421 is in use/);
  const url = /Graph API +(http:\S+)/.exec(started.output())?.[1] ?? "";
  expect((await sendHttp(`${url}/me`)).status).toBe(400);
  started.child.kill("SIGTERM");
  expect(await exitCode(started)).toBe(0);
  servers.forEach((server) => server.close());
});

test("the control port follows --port", async () => {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const port = (probe.address() as AddressInfo).port;
  probe.close();
  await once(probe, "close");
  const started = run("--port", String(port), "--json");
  await ready(started);
  const { url, controlUrl = "" } = JSON.parse(started.output()) as Readonly<Record<string, string>>;
  expect(url).toBe(`http://127.0.0.1:${port}`);
  expect(new URL(controlUrl).port).not.toBe("8421");
  started.child.kill("SIGTERM");
  expect(await exitCode(started)).toBe(0);
});

test("--open starts the browser, and a failure names the address", async () => {
  const folder = mkdtempSync(join(tmpdir(), "simulator-"));
  const opened = join(folder, "opened");
  const words = ["--port", "0", "--json", "--open"];
  writeFileSync(
    join(folder, "xdg-open"),
    `#!/bin/sh\nprintf %s "$1" > '${opened}.new' && mv '${opened}.new' '${opened}'\n`,
    { mode: 0o755 },
  );
  const started = runWith({ PATH: `${folder}:${process.env["PATH"] ?? ""}` }, ...words);
  await ready(started);
  const { controlUrl = "" } = JSON.parse(started.output()) as Readonly<Record<string, string>>;
  while (!existsSync(opened)) await new Promise((resolve) => setImmediate(resolve));
  expect(readFileSync(opened, "utf8")).toBe(controlUrl);
  const failed = runWith({ PATH: "/nonexistent" }, ...words);
  while (failed.errors() === "") await once(failed.child.stderr ?? failed.child, "data");
  expect(failed.errors()).toMatch(/^No browser could be opened\. Open http:\S+ yourself\.\n$/);
  for (const one of [started, failed]) {
    one.child.kill("SIGTERM");
    expect(await exitCode(one)).toBe(0);
  }
});

test("an unreadable seed exits with 1 and names the file", async () => {
  expect(await runInProcess("--seed", "gone.json")).toEqual({
    ...{ code: 1, out: "" },
    err: "error: gone.json does not exist.\n",
  });
});

test("a used port exits with 1 and one line of error", async () => {
  const taken = createServer().listen(0, "127.0.0.1");
  await once(taken, "listening");
  const address = taken.address();
  const port = typeof address === "object" ? String(address?.port) : "";
  const started = run("--port", port, "--json");
  expect(await exitCode(started)).toBe(1);
  expect(started.errors()).toMatch(/EADDRINUSE.*\n$/);
  expect(started.output()).toBe("");
  taken.close();
});
