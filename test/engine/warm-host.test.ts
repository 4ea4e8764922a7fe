import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startNode, type StartNode } from "../../engine/src/host/processes";
import { TestAccount } from "../support/world/account";
import { TestProject } from "../support/project";
import { useWarmHost } from "../support/warm-host";

const host = useWarmHost();

let dir: string;
beforeEach(() => (dir = mkdtempSync(join(tmpdir(), "warm-host-"))));
afterEach(() => rmSync(dir, { recursive: true, force: true }));

/** Observable result of one run of a script. */
async function run(start: StartNode, text: string): Promise<object> {
  const file = join(dir, `script-${String(text.length)}.js`);
  writeFileSync(file, text);
  writeFileSync(join(dir, "counter.js"), "exports.count = 0;");
  const lines = { stdout: [] as string[], stderr: [] as string[] };
  const env = { GREETING: "hello", PATH: process.env["PATH"] };
  const options = { args: [file, "first", "--second"], cwd: dir, env };
  const { exited } = start({ ...options, onLine: (line, stream) => lines[stream].push(line) });
  return { ...(await exited), ...lines };
}

describe("a script in the warm host ends and prints as in its own process when", () => {
  test.each([
    ["it shows where and how it runs", "console.log(process.cwd(), process.argv.slice(1), process.env.GREETING);"],
    ["it changes its environment", 'process.env.GREETING = "bye"; console.log(Object.keys(process.env).length);'],
    ["it changes its directory", 'process.chdir(".."); console.log(process.cwd(), require("fs").realpathSync("."));'],
    ["it keeps state in a module", 'const c = require("./counter.js"); c.count += 1; console.log(c.count);'],
    ["it prints half lines", 'process.stdout.write("a"); process.stderr.write("e"); process.stdout.write("b\\r\\nc");'],
    ["it exits with a code", 'console.log("before"); process.exit(3); console.log("after");'],
    ["it sets an exit code", "process.exitCode = 4;"],
    ["it exits in a timer", "setTimeout(() => process.exit(5)); setInterval(() => undefined, 1e6);"],
    ["it waits for a timer", 'setTimeout(() => console.log("waited"), 20);'],
    ["it has a timer without a reference", 'setTimeout(() => console.log("never"), 1e6).unref();'],
    [
      "it waits for files",
      'require("fs/promises").readFile(__filename).then(({ length }) => console.log(length > 0));',
    ],
    ["it waits for nothing", 'new Promise(() => undefined).then(() => console.log("never"));'],
    [
      "it talks to itself over a socket",
      `const server = require("http").createServer((_request, response) => response.end("pong")).listen(0, "127.0.0.1", async () => {
         console.log(await (await fetch("http://127.0.0.1:" + server.address().port)).text());
         server.close();
       });`,
    ],
    [
      "it listens to its own end",
      `process.on("exit", (code) => console.log("exit", code));
       let asked = 0;
       process.on("beforeExit", () => { if (asked++ === 0) setImmediate(() => console.log("more work")); });`,
    ],
    [
      "it handles uncaught errors",
      `process.on("uncaughtException", (error) => console.log("caught", error.message));
       process.on("unhandledRejection", (error) => console.log("rejected", error.message));
       setTimeout(() => { throw new Error("late"); }); Promise.reject(new Error("soon")); throw new Error("early");`,
    ],
  ])("%s", async (_when, text) => {
    const expected = await run(startNode, text);
    expect(await run(host.startNode, text)).toEqual(expected);
    expect(await run(host.startNode, text)).toEqual(expected);
  });

  test("it throws, and another script continues", async () => {
    const other = run(host.startNode, 'setTimeout(() => console.log("still here"), 50);');
    const thrown = { code: 1, stderr: expect.arrayContaining(["Error: too much"]) };
    const bystander = { code: 0, stdout: ["still here"] };
    expect(await run(host.startNode, 'throw new Error("too much");')).toMatchObject(thrown);
    expect(await run(host.startNode, 'setImmediate(() => { throw new Error("too much"); });')).toMatchObject(thrown);
    expect(await run(host.startNode, 'Promise.reject(new Error("too much"));')).toMatchObject(thrown);
    expect(await other).toMatchObject(bystander);
  });
});

test("a script waits until its file is closed, while threads are busy", async () => {
  const busy = `const { pbkdf2 } = require("crypto");
    const work = (rounds) => pbkdf2("a", "b", 20_000, 64, "sha512", () => rounds > 0 && work(rounds - 1));
    for (let i = 0; i < 8; i += 1) work(4);`;
  const closing = `require("fs/promises").open(__filename).then((file) => file.close()).then(() => console.log("closed"));`;
  const other = run(host.startNode, busy);
  expect(await run(host.startNode, closing)).toMatchObject({ code: 0, stdout: ["closed"] });
  expect(await other).toMatchObject({ code: 0 });
});

test("a stopped script closes its sockets and timers", async () => {
  const lines: string[] = [];
  let ready: () => void = () => undefined;
  const listening = new Promise<void>((resolve) => (ready = resolve));
  const file = join(dir, "script.js");
  writeFileSync(
    file,
    `const server = require("net").createServer().listen(0, "127.0.0.1", () => console.log(server.address().port));
     setInterval(() => undefined, 1);`,
  );
  const { stop, alive, exited } = host.startNode({
    ...{ args: [file], cwd: dir, env: {} },
    onLine: (line) => {
      lines.push(line);
      ready();
    },
  });
  await listening;
  expect(alive()).toBe(true);
  await stop();
  expect(alive()).toBe(false);
  expect(await exited).toEqual({ code: 1, signal: "SIGTERM" });
  await expect(fetch(`http://127.0.0.1:${String(lines[0])}`)).rejects.toThrow();
});

describe("with the provider", () => {
  let account: TestAccount;
  beforeAll(async () => {
    account = await TestAccount.open();
  });
  afterAll(() => account.close());

  test("parallel stacks have separate environments and provider state", async () => {
    const projects = ["one", "two"].map((name) => {
      const project = new TestProject({ ...account.environment(), NAME: name });
      project.program(
        "exports.id = new whatsapp.WelcomeMessageSequence(process.env.NAME, { text: process.env.NAME }).sequenceId; exports.dir = process.cwd();",
      );
      return project;
    });
    const stacks = await Promise.all(projects.map((project) => project.stack({}, host.startNode)));
    const created = await Promise.all(stacks.map((stack) => stack.up()));
    expect(created.map(({ outputs }) => outputs["dir"]?.value)).toEqual(projects.map(({ dir: each }) => each));
    expect(
      account.meta
        .sequences()
        .map(({ name }) => name?.slice(0, 3))
        .sort(),
    ).toEqual(["one", "two"]);
    account.meta.clearJournal();
    await Promise.all(stacks.map((stack) => stack.up({ refresh: true, expectNoChanges: true })));
    expect(account.meta.journal().length).toBeGreaterThan(0);
    await Promise.all(stacks.map((stack) => stack.destroy()));
    expect(account.meta.sequences()).toEqual([]);
    projects.forEach((project) => project.remove());
  });
});
