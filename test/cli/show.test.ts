import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { execFile, execFileSync } from "node:child_process";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { stringify } from "yaml";
import * as chat from "../../chat/dist";
import { loadChatLibrary, type ChatLibrary } from "../../provider/src/cli/show/chat-library";
import { runCommand, type Ran } from "../support/command";
import { previewAsJson } from "../support/preview-json";
import { ProjectFixture } from "../support/world/project-fixture";

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "whatsapp-show-"))));
afterEach(() => rmSync(folder, { recursive: true }));

function write(files: Readonly<Record<string, string>>): void {
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
}
function show(words: readonly string[], env: Readonly<Record<string, string>> = {}, stdin = ""): Promise<Ran> {
  return runCommand(["show", ...words], env, folder, stdin);
}
/** Headings of the shown chats, and texts in their bubbles. */
function headingsOf({ out }: Ran): readonly string[] {
  return out.split("\n").filter((line, index, lines) => lines[index + 2]?.startsWith("╭─") === true && line !== "");
}

const order = {
  ...{ messaging_product: "whatsapp", recipient_type: "individual", to: "5511987654321", type: "interactive" },
  interactive: {
    type: "order_details",
    body: { text: "Seu pedido" },
    action: {
      name: "review_and_pay",
      parameters: {
        ...{ reference_id: "r1", type: "physical-goods", payment_type: "br", currency: "BRL" },
        payment_settings: [{ type: "payment_link", payment_link: { uri: "https://pay.example.com/1" } }],
        total_amount: { value: 9980, offset: 100 },
        order: {
          status: "pending",
          items: [{ retailer_id: "1", name: "Bolo", amount: { value: 4990, offset: 100 }, quantity: 2 }],
          subtotal: { value: 9980, offset: 100 },
          tax: { value: 0, offset: 100 },
        },
      },
    },
  },
};

test("the chat package has what the commands use", () => {
  const library: ChatLibrary<chat.Chat> = chat;
  const loaded = loadChatLibrary(
    { cwd: folder, env: {}, stdout: () => {}, stderr: () => {}, stdin: () => Promise.resolve(Buffer.of()) },
    "show",
  );
  expect(Object.keys(loaded)).toEqual(expect.arrayContaining(["renderTerminal", "chatStyles"]));
  expect(loaded.escapeMarkdown("*")).toBe(library.escapeMarkdown("*"));
});

describe("sequences and orders", () => {
  test("of folders are shown in name order, in every form", async () => {
    write({
      "content/b.yaml": "name: B\ntext: Hello *you*\niceBreakers: [{ title: How? }]",
      "content/a.json": '[{"name":"First","text":"one"},{"name":"Second","text":"two"}]',
      "content/c.yml": "sequences:\n  signup: { text: three }\n",
      "content/deep/d.yaml": "name: D1\ntext: four\n---\nname: D2\ntext: five\n",
      "content/node_modules/x.yaml": "nonsense",
      "content/.hidden/x.yaml": "nonsense",
      "content/pulumi-whatsapp-policy.yaml": "preset: brazil",
      "content/Pulumi.yaml": "name: shop\nruntime: yaml",
      "content/Pulumi.dev.yaml": "config: {}",
      "content/package.json": "{}",
      "content/package-lock.json": "{}",
      "content/readme.md": "nonsense",
    });
    const ran = await show(["content"]);
    expect(ran).toMatchObject({ code: 0, err: "" });
    expect(headingsOf(ran)).toEqual([
      ...["content/a.json: First", "content/a.json: Second", "content/b.yaml", "content/c.yml"],
      ...["content/deep/d.yaml: D1", "content/deep/d.yaml: D2"],
    ]);
    expect(ran.out).toContain("( How? )");
  });

  test("of orders are shown from JSON, YAML and standard input", async () => {
    write({ "order.json": JSON.stringify(order), "order.yaml": stringify(order) });
    const ran = await show(["order.json", "order.yaml", "-"], {}, JSON.stringify(order));
    expect(ran).toMatchObject({ code: 0, err: "" });
    expect(headingsOf(ran)).toEqual(["order.json", "order.yaml", "<stdin>: r1"]);
    expect(ran.out.match(/R\$ 99,80/g)?.length).toBeGreaterThanOrEqual(3);
    expect((await show(["order.json", "--lang", "en"])).out).toContain("Open payment link");
  });

  test("have the width and colors of the terminal", async () => {
    write({ "a.yaml": "name: A\ntext: Hi *you*" });
    const narrow = await show(["a.yaml"], { COLUMNS: "40" });
    expect(Math.max(...narrow.out.split("\n").map((line) => line.length))).toBeLessThanOrEqual(40);
    expect(narrow.out).not.toContain("\u001b");
    expect((await show(["a.yaml"], { FORCE_COLOR: "1" })).out).toContain("\u001b[");
    expect((await show(["a.yaml"], { FORCE_COLOR: "1", NO_COLOR: "1" })).out).not.toContain("\u001b");
  });
});

test("Unreadable entries of a folder do not hide the others", async () => {
  write({ "content/a.yaml": "text: one\nname: A", "content/deep/b.yaml": "text: two\nname: B" });
  symlinkSync("missing", join(folder, "content/broken.yaml"));
  symlinkSync("..", join(folder, "content/deep/loop.yaml"));
  symlinkSync("a.yaml", join(folder, "content/link.yaml"));
  execFileSync("mkfifo", [join(folder, "content/pipe.yaml")]);
  const ran = await show(["content"]);
  expect(headingsOf(ran)).toEqual(["content/a.yaml", "content/deep/b.yaml", "content/link.yaml"]);
  expect(ran).toMatchObject({
    code: 1,
    err: "error: 2 failures:\n- content/broken.yaml: does not exist\n- content/deep/loop.yaml: is a folder\n",
  });
});

test("A folder with more files than a process may open is read", async () => {
  write(
    Object.fromEntries(Array.from({ length: 120 }, (_, index) => [`many/${index}.yaml`, `name: n\ntext: t${index}`])),
  );
  const program = join(__dirname, "../../provider/bin/pulumi-whatsapp.js");
  const script = `ulimit -n 100; exec "${process.execPath}" "${program}" show many`;
  const { stdout } = await promisify(execFile)("sh", ["-c", script], { cwd: folder, maxBuffer: 10_000_000 });
  expect(stdout.match(/^many/gm)).toHaveLength(120);
});

test.each([
  ["UTF-8 with a byte order mark", (text: string) => Buffer.from(`\ufeff${text}`)],
  ["UTF-16 of PowerShell", (text: string) => Buffer.from(`\ufeff${text}`, "utf16le")],
  ["UTF-16, big-endian", (text: string) => Buffer.from(`\ufeff${text}`, "utf16le").swap16()],
])("Files in %s are read", async (_name, encode) => {
  writeFileSync(join(folder, "a.yaml"), encode("name: A\r\ntext: Olá 👋\r\n"));
  const ran = await show(["a.yaml"]);
  expect(ran).toMatchObject({ code: 0, err: "" });
  expect(ran.out).toContain("│ Olá 👋");
});

describe("invalid inputs", () => {
  test("are reported together, and others are shown", async () => {
    write({
      "good.yaml": "name: A\ntext: Hi",
      "bad.yaml": "name: No\ntext: 24\niceBreaker: []",
      "broken.yaml": 'name: "A\ntext: b',
      "empty.yaml": "",
      "order.json": JSON.stringify(order).replace('"value":9980', '"value":1'),
      "other.json": '{"a":1}',
      "list.yaml": "- { name: A, text: Hi }\n- { name: B }\n- text",
    });
    const ran = await show([".", "none"]);
    expect(ran.code).toBe(1);
    expect(headingsOf(ran)).toEqual(["good.yaml", "list.yaml"]);
    expect(ran.err).toMatch(/^error: \d+ failures:\n/);
    for (const line of [
      "- bad.yaml: text: must be a string, but is a number",
      '- bad.yaml: iceBreaker: is not known; did you mean "iceBreakers"?',
      "- broken.yaml: is not YAML or JSON: Missing closing",
      "- empty.yaml: is empty; add a sequence",
      "- list.yaml: [1].text: is required",
      "- list.yaml: [2]: is not a sequence, order, state or preview",
      "- order.json: interactive.action.parameters.total_amount",
      "- other.json: is not a sequence, order, state or preview",
      "- none: does not exist",
    ]) {
      expect(ran.err).toContain(line);
    }
  });

  test("may have no name", async () => {
    write({ "one.yaml": "text: Hi", "list.yaml": "- { text: Hi }\n- { name: null, text: Hello }" });
    const ran = await show(["."]);
    expect([ran.code, ran.err]).toEqual([0, ""]);
    expect(headingsOf(ran)).toEqual(["list.yaml: sequence [0]", "list.yaml: sequence [1]", "one.yaml"]);
  });

  test("with the access token are not shown", async () => {
    const token = "EAAcustomertoken123456";
    write({ "a.yaml": `name: A\ntext: Hi ${token}` });
    const { code, out, err } = await show(["a.yaml"], { WHATSAPP_ACCESS_TOKEN: token });
    expect(code).toBe(1);
    expect(out + err).not.toContain(token);
    expect(err).toContain("a.yaml: text: contains the access token that this run uses");
  });

  test.each([
    [[], "Nothing to show: name files, folders or - for standard input"],
    [["-", "-"], "Standard input (-) can be read only once."],
    [["a", "--port", "1"], "--port needs --watch."],
    [["--watch"], "--watch needs files or folders."],
    [["a", "--watch", "--html", "x.html"], "--watch cannot be combined with --html."],
    [["a", "--watch", "--port", "70000"], "--port must be a number from 0 to 65535."],
    [["a", "--theme", "blue"], "--theme"],
  ])("%j is wrong usage", async (words, message) => {
    const { code, err } = await show(words);
    expect({ code, err }).toEqual({ code: 2, err: expect.stringContaining(message) });
  });
});

describe("files", () => {
  const command = join(__dirname, "../../provider/bin/pulumi-whatsapp.js");
  /** Runs the built command: the images need modules that Jest cannot load. */
  const runBuilt = (...words: readonly string[]) =>
    promisify(execFile)(process.execPath, [command, "show", ...words], { cwd: folder }).then(
      ({ stdout }) => ({ code: 0, text: stdout }),
      (error: unknown) => {
        const { code, stderr } = error as { readonly code: number; readonly stderr: string };
        return { code, text: stderr };
      },
    );

  test("have names of files or sequences and are written all or none", async () => {
    write({
      "spring.yaml": "name: A\ntext: Hi",
      "list.yaml": "- { name: Olá!, text: Hi }\n- { name: ola, text: Hi }\n",
    });
    const words = [
      "spring.yaml",
      "list.yaml",
      "--html",
      "out/all.html",
      "--svg",
      "out",
      "--png",
      "out",
      "--theme",
      "dark",
    ];
    const files = ["Ola.png", "Ola.svg", "all.html", "ola-2.png", "ola-2.svg", "spring.png", "spring.svg"];
    expect(await runBuilt(...words)).toMatchObject({
      code: 0,
      text: expect.stringContaining(join("out", "spring.png")),
    });
    expect(readdirSync(join(folder, "out"))).toEqual(files);
    expect(readFileSync(join(folder, "out/spring.png")).subarray(1, 4).toString()).toBe("PNG");
    expect(readFileSync(join(folder, "out/spring.svg"), "utf8")).toMatch(/^<svg /);
    rmSync(join(folder, "out/all.html"));
    expect(await runBuilt(...words)).toMatchObject({ code: 1, text: expect.stringContaining("Use --force") });
    expect(existsSync(join(folder, "out/all.html"))).toBe(false);
    expect(await runBuilt(...words, "--force")).toMatchObject({ code: 0 });
  });

  test.each(["folder", "pipe"])("never replace a %s", async (path) => {
    write({ "a.yaml": "name: A\ntext: one", "folder/x.txt": "" });
    execFileSync("mkfifo", [join(folder, "pipe")]);
    expect(await show(["a.yaml", "--html", path, "--force"])).toMatchObject({
      code: 1,
      err: `error: Nothing was written: ${path} cannot be written (it exists and is not a file).\n`,
    });
  });

  test.each([
    ["/proc/chats/a.html", /^error: Nothing was written: \/proc\/chats\/a\.html cannot be written \(.*ENOENT.*\)\.\n$/],
    ["a.yaml/new/a.html", /^error: Nothing was written: a\.yaml\/new\/a\.html cannot be written \(.*ENOTDIR.*\)\.\n$/],
  ])("in %s, whose folder cannot be created, are an error", async (path, message) => {
    write({ "a.yaml": "name: A\ntext: one" });
    expect(await show(["a.yaml", "--html", path])).toMatchObject({ code: 1, err: expect.stringMatching(message) });
  });

  test("that are links keep the link", async () => {
    write({ "a.yaml": "name: A\ntext: one", "real.html": "old" });
    symlinkSync("real.html", join(folder, "link.html"));
    expect(await show(["a.yaml", "--html", "link.html", "--force"])).toMatchObject({ code: 0 });
    expect(lstatSync(join(folder, "link.html")).isSymbolicLink()).toBe(true);
    expect(readFileSync(join(folder, "real.html"), "utf8")).toContain("one");
  });

  test("that are links to nothing create what the link names", async () => {
    write({ "a.yaml": "name: A\ntext: one" });
    symlinkSync("real.html", join(folder, "link.html"));
    expect(await show(["a.yaml", "--html", "link.html", "--force"])).toMatchObject({ code: 0 });
    expect(lstatSync(join(folder, "link.html")).isSymbolicLink()).toBe(true);
    expect(readFileSync(join(folder, "real.html"), "utf8")).toContain("one");
  });

  test("have different names on every system", async () => {
    const names = ["con", "Con", "x", "x-2", "X", "x", "💬"];
    write({ "a.json": JSON.stringify(names.map((name) => ({ name, text: "Hi" }))) });
    expect(await runBuilt("a.json", "--svg", "out")).toMatchObject({ code: 0 });
    expect(readdirSync(join(folder, "out"))).toEqual(
      ["Con-chat-2.svg", "X-3.svg", "chat.svg", "con-chat.svg", "x-2.svg", "x-4.svg", "x.svg"].sort(),
    );
  });

  test("need a name", async () => {
    write({ "a.yaml": "name: A\ntext: one" });
    expect(await show(["a.yaml", "--html", ""])).toMatchObject({
      code: 1,
      err: expect.stringContaining("Name a file."),
    });
  });

  test("are written for valid inputs only", async () => {
    write({ "a.yaml": "name: A\ntext: Hi", "b.yaml": "name: B" });
    const ran = await show(["a.yaml", "b.yaml", "--html", "all.html"]);
    expect(ran).toMatchObject({ code: 1, err: expect.stringContaining("b.yaml: text: is required") });
    expect(readFileSync(join(folder, "all.html"), "utf8")).toContain(">A</h2>");
  });
});

/** A secret in a state. */
const secret = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", ciphertext: "v1:a" };

describe("Pulumi's output", () => {
  const the = new ProjectFixture();

  test("of states and previews is shown without secrets and ciphertexts", async () => {
    the.project.program(`
      new whatsapp.WelcomeMessageSequence("plain", { text: "Hello" });
      new whatsapp.WelcomeMessageSequence("secret", { text: pulumi.secret("hush"), iceBreakers: [{ title: "How?" }] });`);
    const stack = await the.project.stack();
    const preview = await previewAsJson(stack);
    await the.up(stack);
    const state = JSON.stringify({
      version: 3,
      deployment: (JSON.parse(the.project.stateText()) as { checkpoint: { latest: unknown } }).checkpoint.latest,
    });
    expect(state).toContain("ciphertext");
    for (const input of [state, preview]) {
      const ran = await show(["-"], {}, input);
      expect(ran).toMatchObject({ code: 0, err: "" });
      expect(headingsOf(ran)).toEqual(["<stdin>: plain", "<stdin>: secret"]);
      expect(ran.out).toContain("[secret]");
      expect(ran.out).not.toMatch(/hush|ciphertext|v1:/);
    }
  });

  test.each([
    ["without arguments", {}, "_(Order r1: not readable)_"],
    [
      "with a secret text",
      { body: secret, referenceId: "r2" },
      "[secret]\n\n_(Order r2: secret or not known yet: body)_",
    ],
    [
      "with a secret order",
      { body: "Pedido", order: secret },
      "Pedido\n\n_(Order r1: secret or not known yet: order)_",
    ],
  ])("of an order %s says what is missing", async (_name, inputs, expected) => {
    const type = "pulumi-nodejs:dynamic/whatsapp:SandboxOrder";
    const resources = [{ urn: `urn:pulumi:dev::shop::${type}::r1`, type, inputs }];
    const { code, out } = await show(["-"], {}, JSON.stringify({ version: 3, deployment: { resources } }));
    expect(code).toBe(0);
    const bubble = out.split("\n").flatMap((line) => /^│ │ (.*?)(?: +\d\d:\d\d)? *│ +│$/.exec(line)?.[1]?.trim() ?? []);
    expect(bubble.join("\n").trim()).toBe(expected);
  });

  test.each(["pulumi-nodejs:dynamic/whatsapp:WelcomeMessageSequence", "whatsapp:index:WelcomeMessageSequence"])(
    "of a %s is shown",
    async (type) => {
      const resources = [{ urn: `urn:pulumi:dev::shop::${type}::signup`, type, inputs: { text: "Oi" } }];
      const ran = await show(["-"], {}, JSON.stringify({ version: 3, deployment: { resources } }));
      expect(headingsOf(ran)).toEqual(["<stdin>: signup"]);
    },
  );

  test("of a Pulumi program needs its preview", async () => {
    write({ "Pulumi.yaml": "name: shop\nruntime: yaml\nresources: {}" });
    expect(await show(["Pulumi.yaml"])).toMatchObject({
      code: 1,
      err: expect.stringMatching(/^error: Pulumi\.yaml: is a Pulumi program; `pulumi preview --json \| /),
    });
  });

  test("of a failed preview is an error with its reason", async () => {
    const preview = JSON.stringify({
      duration: 1,
      diagnostics: [{ severity: "error", message: "error: no such file" }],
    });
    expect(await show(["-"], {}, preview)).toMatchObject({
      code: 1,
      err: "error: <stdin>: is a preview that failed: error: no such file\n",
    });
  });

  test("of a live account is shown, and its invalid rows are reported", async () => {
    const { meta } = the.account;
    meta.addSequence({ name: "Sign-up", content: { text: "Hi from Meta" } });
    meta.editSequence(meta.addSequence({ name: "odd", content: { text: "Hi" } }), { content: null });
    const ran = await show(["--waba", meta.wabaId], the.account.environment());
    expect(ran.code).toBe(1);
    expect(ran.out).toContain("Hi from Meta");
    expect(ran.err).toMatch(/account \d+: sequence \d+: /);
  });
});
