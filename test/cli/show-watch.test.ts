import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startWatch, type WatchServer } from "../../provider/src/cli/show/watch";
import { until } from "../support/engine-command";

let folder: string;
let server: WatchServer;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "whatsapp-watch-"));
  mkdirSync(join(folder, "content"));
  write("a.yaml", "name: A\ntext: Hello");
  write("b.yaml", "name: B\ntext: Hi {{name}}!");
  const io = {
    ...{ cwd: folder, env: process.env, stdout: () => undefined, stderr: () => undefined },
    stdin: () => Promise.resolve(Buffer.of()),
  };
  const flags = { inputs: ["content"], port: 0, language: undefined, policyConfig: undefined };
  server = await startWatch(io, flags);
});
afterEach(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

function write(file: string, text: string): void {
  writeFileSync(join(folder, "content", file), text);
}
async function read(path: string): Promise<string> {
  return (await fetch(new URL(path, server.url))).text();
}

test("an edit changes the version and the page", async () => {
  const [version, page] = [await read("/version"), await read("/")];
  expect(page).toContain(`data-version="${version}"`);
  expect(page).toContain("Hello");
  write("a.yaml", "name: A\ntext: Goodbye, all");
  expect(await read("/version")).not.toBe(version);
  expect(await read("/")).toContain("Goodbye, all");
});

test("a broken file shows its error and keeps the others", async () => {
  write("a.yaml", "name: A\ntext: 24");
  const page = await read("/");
  expect(page).toContain("content/a.yaml</h2><ul><li>text: must be a string, but is a number</li>");
  expect(page).toContain("Hi {{name}}!");
  rmSync(join(folder, "content/a.yaml"));
  expect(await read("/")).not.toContain("content/a.yaml");
});

test("a preview with thousands of levels keeps the server running", async () => {
  const urn = "urn:pulumi:dev::shop::pulumi-nodejs:dynamic/whatsapp:WelcomeMessageSequence::a";
  for (const levels of [2_000, 5_000, 100_000]) {
    const deep = `${'{"a":'.repeat(levels)}1${"}".repeat(levels)}`;
    const step = `{"op":"create","urn":"${urn}","newState":{"inputs":{"name":"A","text":"Deep","x":${deep}}}}`;
    write("c.json", `{"duration":1,"steps":[${step}]}`);
    expect(await read("/")).toContain("Hi {{name}}!");
  }
});

test("findings of the policy pack appear at their message", async () => {
  expect(await read("/")).toContain("checking policies…");
  let version = "";
  // The linter runs in its own process.
  const timer = setInterval(() => void read("/version").then((text) => (version = text)), 200);
  await until(() => version.endsWith("-checked"));
  clearInterval(timer);
  const [, card = ""] = /<section class="card wide"><h2>B ([^]*?)<\/section>/.exec(await read("/")) ?? [];
  expect(card).toContain("<code>whatsapp-no-placeholders</code>");
  expect(card).toContain("<strong>text, line 2</strong>");
});

test("only this machine's names and reads are answered, without other scripts", async () => {
  const { hostname, port } = new URL(server.url);
  expect(hostname).toBe("127.0.0.1");
  const statusOf = (options: {
    readonly method?: string;
    readonly host?: string;
    readonly path?: string;
  }): Promise<number> =>
    new Promise((resolve, reject) => {
      const { method = "GET", host = `localhost:${port}`, path = "/" } = options;
      const sent = request({ hostname, port, method, path, headers: { host } }, (response) => {
        response.resume();
        resolve(response.statusCode ?? 0);
      });
      sent.on("error", reject).end();
    });
  expect(await statusOf({})).toBe(200);
  expect(await statusOf({ method: "HEAD" })).toBe(200);
  expect(await statusOf({ host: `evil.example:${port}` })).toBe(403);
  expect(await statusOf({ method: "POST" })).toBe(405);
  expect(await statusOf({ path: "/../a.yaml" })).toBe(404);
  const { headers } = await fetch(server.url);
  expect(headers.get("content-security-policy")).toMatch(/^default-src 'none'; script-src 'self'; style-src 'self'; /);
  expect(await read("/")).not.toMatch(/<script>|<style|style="|onload=/);
});

test("hostile names and texts form no HTML", async () => {
  write("<b>.yaml", `name: "</title><script>x</script>"\ntext: "<img src=x onerror=alert(1)>"`);
  const page = await read("/");
  expect(page).not.toMatch(/<script>x|<img|<b>/);
  expect(page).toContain("&lt;img src=x onerror=alert(1)&gt;");
});
