import { createServer, type Server } from "node:http";
import { once } from "node:events";
import { sequenceArgs } from "../support/world/sequences";
import { failureOf } from "../support/world/failures";
import { useAccount, row, type FaultStack } from "./support/row";
import { rejectionReasons } from "./support/rejections";
import { countRequests } from "./support/count-requests";

useAccount();

/** Expects check and every operation to reject a malformed setting without any request. */
async function expectRejected(
  stack: FaultStack,
  environment: Readonly<Record<string, string>>,
  reason: RegExp,
): Promise<void> {
  await stack.createExisting();
  const old = stack.engine.entries.get("signup");
  const { handler } = stack.startRun(environment);
  const requests = await countRequests(async () => {
    const { failures } = await handler.check({}, sequenceArgs({ wabaId: stack.meta.wabaId }));
    expect(failures.map((failure) => failure.reason)).toEqual([expect.stringMatching(reason)]);
    for (const step of [
      () => handler.create(sequenceArgs({ wabaId: stack.meta.wabaId })),
      () => handler.read(old?.id ?? "", old?.outs ?? {}),
      () => handler.update(old?.id ?? "", old?.outs ?? {}, sequenceArgs({ wabaId: stack.meta.wabaId, text: "New" })),
      () => handler.delete(old?.id ?? "", old?.outs ?? {}),
    ]) {
      const { message } = await failureOf(step());
      expect(message).toMatch(/^The settings are malformed\. whatsapp:\w+: .* Nothing was sent\.$/);
    }
  });
  expect(requests).toBe(0);
}

const accounts = {
  "a parent path": "123/../me",
  "an encoded path": "123%2F..%2Fme",
  "a query": "123?x",
  "a fragment": "123#x",
  "a minus sign": "-123",
  "hexadecimal digits": "0x7b",
  "40 digits": "1".repeat(40),
  "full-width digits": "\uff11\uff12\uff13",
  "Arabic digits": "\u0661\u0662\u0663",
  "a line break": "123\n",
  "a space": " 123",
  "an exponent": "1e5",
  "a fraction": "123.0",
  nothing: "",
};
const digits = "must be 1 to 32 digits";
for (const [what, id] of Object.entries(accounts)) {
  row("83", `an account id with ${what} is rejected in every argument`, async (stack) => {
    expect(await rejectionReasons(stack, { wabaId: id, adoptSequenceId: id })).toEqual([
      `wabaId: ${digits}, as Meta shows the id`,
      `adoptSequenceId: ${digits}, as Meta shows the id`,
    ]);
    for (const physical of [`${id}/1`, `${stack.meta.wabaId}/${id}`]) {
      for (const step of [stack.run.handler.read(physical, {}), stack.run.handler.delete(physical, {})]) {
        expect((await failureOf(step)).message).toMatch(
          /^The id ".*" is not of the form <wabaId>\/<sequenceId>, both digits\. Nothing was sent\./,
        );
      }
    }
    expect(stack.meta.journal()).toEqual([]);
  });

  if (id.trim() === "") continue;
  row("83", `an account id with ${what} is rejected in the settings`, async (stack) => {
    await expectRejected(
      stack,
      { WHATSAPP_WABA_ID: id },
      /^whatsapp:wabaId: must be 1 to 32 digits, the WhatsApp Business Account id; set it with/,
    );
  });
}

const form =
  /^whatsapp:baseUrl: must be a scheme and a host only, like https:\/\/graph\.facebook\.com, with no user, path, query or fragment; set it with/;
const plain = /^whatsapp:baseUrl: must have a plain host name or IP address; set it with/;
const others =
  /^whatsapp:baseUrl: may name graph\.facebook\.com, a loopback address, or a host listed in whatsapp:allowedHosts, nothing else; set it with/;
const secure = /^whatsapp:baseUrl: must be https; plain http is for loopback addresses only; set it with/;
const addresses: readonly (readonly [string, (decoy: string) => string, RegExp])[] = [
  ["http to Meta", () => "http://graph.facebook.com", secure],
  ["another host", () => "https://graph.facebook.example", others],
  ["a host that begins like Meta's", () => "https://graph.facebook.com.evil.example", others],
  ["a user", (decoy) => `http://user:pass@${decoy}`, form],
  ["Meta's host as the user", (decoy) => `http://graph.facebook.com@${decoy}`, form],
  ["a backslash", (decoy) => `https://graph.facebook.com\\@${decoy}`, form],
  ["a file", () => "file:///etc/passwd", form],
  ["data", () => "data:application/json,{}", form],
  ["ftp", (decoy) => `ftp://${decoy}`, form],
  ["a path", (decoy) => `http://${decoy}/v1`, form],
  ["a parent path", (decoy) => `http://${decoy}/../..`, form],
  ["a query", (decoy) => `http://${decoy}?x=`, form],
  ["a fragment", (decoy) => `http://${decoy}#`, form],
  ["the link-local metadata address", () => "http://169.254.169.254", others],
  ["the metadata address in IPv6", () => "http://[fd00:ec2::254]", others],
  ["a mapped address", (decoy) => `http://[::ffff:127.0.0.1]:${decoy.split(":")[1] ?? ""}`, plain],
  ["a decimal address", (decoy) => `http://2130706433:${decoy.split(":")[1] ?? ""}`, plain],
  ["an octal address", (decoy) => `http://0177.0.0.1:${decoy.split(":")[1] ?? ""}`, plain],
  ["a hexadecimal address", (decoy) => `http://0x7f.0.0.1:${decoy.split(":")[1] ?? ""}`, plain],
  ["a short address", (decoy) => `http://127.1:${decoy.split(":")[1] ?? ""}`, plain],
  ["the address of all interfaces", (decoy) => `http://0.0.0.0:${decoy.split(":")[1] ?? ""}`, others],
  ["full-width letters", () => "https://\uff47raph.facebook.com", plain],
  ["a line break inside", (decoy) => `http://${decoy}\r\nX: y`, form],
  ["no scheme", (decoy) => decoy, form],
];

describe("a base URL", () => {
  const seen: string[] = [];
  let decoy: Server;
  beforeAll(async () => {
    decoy = createServer((request, response) => {
      seen.push(request.url ?? "");
      response.end("[]");
    });
    await once(decoy.listen(0), "listening");
  });
  afterAll(async () => {
    await once(decoy.close(), "close");
  });

  for (const [what, url, reason] of addresses) {
    row("84", `with ${what} is rejected with the reason and sends no request`, async (stack) => {
      const address = decoy.address();
      const port = address !== null && typeof address === "object" ? address.port : 0;
      await expectRejected(stack, { WHATSAPP_BASE_URL: url(`127.0.0.1:${port}`) }, reason);
      expect(seen).toEqual([]);
    });
  }
});

for (const version of [
  "latest",
  "v1",
  "../",
  "25.0",
  "V25.0",
  "v25.0/me",
  "v25.0?",
  "v25.0\n",
  "v1000.0",
  "v\uff12\uff15.0",
]) {
  row("85", `the API version ${JSON.stringify(version)} is rejected`, async (stack) => {
    await expectRejected(
      stack,
      { WHATSAPP_API_VERSION: version },
      /^whatsapp:apiVersion: must look like "v25\.0"; set it with/,
    );
  });
}
