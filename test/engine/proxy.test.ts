import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { bypassProxyOnLoopback } from "../../engine/src/host/loopback";
import { failureTextOf } from "../support/world/failures";
import { ProjectFixture, sequenceProgram } from "../support/world/project-fixture";
import { withEnvironment } from "../support/environment";
import { startDecoy, type TestServer } from "../support/listening";

const the = new ProjectFixture({ realProcesses: true });
let proxy: TestServer;
beforeAll(async () => (proxy = await startDecoy()));
afterAll(() => proxy.close());

function proxyVariables(name: string, more: Readonly<Record<string, string>> = {}): Record<string, string> {
  return {
    [name]: proxy.url,
    ...more,
  };
}

test.each([
  [
    "every variable that names one",
    () => ({
      ...{ ...proxyVariables("https_proxy"), ...proxyVariables("http_proxy"), ...proxyVariables("grpc_proxy") },
      ...{ ...proxyVariables("HTTPS_PROXY"), ...proxyVariables("HTTP_PROXY"), ...proxyVariables("ALL_PROXY") },
    }),
  ],
  ["no_proxy without 127.0.0.1", () => proxyVariables("grpc_proxy", { no_proxy: "localhost,example.com" })],
  [
    "lists for other hosts",
    () => proxyVariables("https_proxy", { NO_PROXY: "example.com", no_grpc_proxy: "example.com, example.org" }),
  ],
])("a deployment connects to no proxy: %s", async (_name, variables) => {
  the.project.program(sequenceProgram());
  await withEnvironment(variables(), async () => {
    const stack = await the.project.stack(variables());
    expect((await stack.up()).summary.resourceChanges).toEqual({ create: 2 });
  });
  expect(the.account.meta.sequences()).toHaveLength(1);
  expect(proxy.seen).toEqual([]);
});

test("reaches a policy pack despite a proxy", async () => {
  const pack = join(the.project.dir, "pack");
  mkdirSync(pack);
  symlinkSync(join(__dirname, "../../node_modules"), join(pack, "node_modules"));
  writeFileSync(join(pack, "PulumiPolicy.yaml"), "runtime: nodejs\n");
  writeFileSync(join(pack, "package.json"), JSON.stringify({ name: "pack", version: "0.0.1", main: "index.js" }));
  writeFileSync(
    join(pack, "index.js"),
    `const { PolicyPack } = require("@pulumi/policy");
     new PolicyPack("pack", { policies: [{ name: "none", description: "no sequence", enforcementLevel: "mandatory",
       validateResource: ({ type }, report) => { if (type.includes("WelcomeMessageSequence")) report("a sequence"); } }] });`,
  );
  the.project.program(sequenceProgram());
  const variables = proxyVariables("https_proxy");
  await withEnvironment(variables, async () => {
    const stack = await the.project.stack(variables);
    expect(await failureTextOf(stack.preview({ policyPacks: [pack] }))).toContain("a sequence");
  });
  expect(proxy.seen).toEqual([]);
});

test("a program that cannot connect reports address and likely cause", async () => {
  const preload = join(the.project.dir, "proxy.cjs");
  writeFileSync(preload, `process.env.grpc_proxy = "${proxy.url}"; delete process.env.no_grpc_proxy;`);
  the.project.program(sequenceProgram());
  const stack = await the.project.stack({ NODE_OPTIONS: `--require ${preload}` });
  const text = await failureTextOf(stack.preview());
  expect(text).toMatch(
    /error: The program ended before it connected to the engine at 127\.0\.0\.1:\d+\..*a proxy setting, a firewall, a sandbox/,
  );
});

test.each([
  [{}, "127.0.0.1,localhost"],
  [{ no_proxy: "" }, "127.0.0.1,localhost"],
  [{ no_proxy: "a.example, localhost ,b.example" }, "127.0.0.1,localhost,a.example,b.example"],
  [{ no_proxy: "a.example", no_grpc_proxy: "b.example" }, "127.0.0.1,localhost,b.example"],
])("keeps the hosts that bypass the proxy already: %j", (env, hosts) => {
  expect(bypassProxyOnLoopback(env)).toEqual({ ...env, no_grpc_proxy: hosts });
});
