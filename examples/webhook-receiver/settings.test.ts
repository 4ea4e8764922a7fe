import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readSettings } from "./settings";

const dir = mkdtempSync(join(tmpdir(), "webhook-receiver-"));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

function fileOf(text: string): string {
  const file = join(dir, "outputs.json");
  writeFileSync(file, text);
  return file;
}
const secrets = { WHATSAPP_APP_SECRET: "a-secret", WHATSAPP_VERIFY_TOKEN: "a-token" };

test("two secrets suffice; the other settings have defaults", () => {
  expect(readSettings({ ...secrets, PORT: "", REDIS_URL: "", WHATSAPP_ADS_FILE: "" })).toMatchObject({
    appSecret: "a-secret",
    verifyToken: "a-token",
    port: 0,
    redisUrl: undefined,
    graceMs: 5_000,
  });
});

test("reads all settings", () => {
  const ad = { adId: "1", creativeId: "2", sequenceId: "3" };
  const env = { ...secrets, PORT: "8080", REDIS_URL: "redis://127.0.0.1", SHUTDOWN_GRACE_MS: "0" };
  const settings = readSettings({ ...env, WHATSAPP_ADS_FILE: fileOf(JSON.stringify({ ads: [ad] })) });
  expect(settings).toMatchObject({ port: 8080, redisUrl: "redis://127.0.0.1", graceMs: 0 });
  expect(settings.ads.get("1")).toMatchObject(ad);
});

test.each<[string, Readonly<Record<string, string>>, RegExp]>([
  [
    "no secret",
    { WHATSAPP_APP_SECRET: "", WHATSAPP_VERIFY_TOKEN: " " },
    /^Set WHATSAPP_APP_SECRET and WHATSAPP_VERIFY_TOKEN in the environment\.$/,
  ],
  [
    "a secret with a line end",
    { WHATSAPP_APP_SECRET: "hidden\n" },
    /^WHATSAPP_APP_SECRET: appSecret: has white space around it; remove it$/,
  ],
  [
    "a verify token with spaces",
    { WHATSAPP_VERIFY_TOKEN: " hidden" },
    /^WHATSAPP_VERIFY_TOKEN: verifyToken: has white space around it; remove it$/,
  ],
  ["a port that is no number", { PORT: "http" }, /^PORT must be a whole number from 0 to 65535, not "http"\.$/],
  ["a port that is too large", { PORT: "65536" }, /^PORT must be .* not "65536"\.$/],
  ["a negative port", { PORT: "-1" }, /^PORT must be .* not "-1"\.$/],
  ["a port with an exponent", { PORT: "1e3" }, /^PORT must be .* not "1e3"\.$/],
  ["a grace period with a unit", { SHUTDOWN_GRACE_MS: "5s" }, /^SHUTDOWN_GRACE_MS must be .* not "5s"\.$/],
  [
    "a file that is not there",
    { WHATSAPP_ADS_FILE: join(dir, "none.json") },
    /^WHATSAPP_ADS_FILE: ENOENT: no such file/,
  ],
])("%s is a one-line error without the secret", (_what, env, message) => {
  const read = () => readSettings({ ...secrets, ...env });
  expect(read).toThrow(message);
  expect(read).not.toThrow(/hidden|\n/);
});

test("a file that is not JSON is a one-line error", () => {
  expect(() => readSettings({ ...secrets, WHATSAPP_ADS_FILE: fileOf("{") })).toThrow(
    /^WHATSAPP_ADS_FILE: .*JSON[^\n]*$/,
  );
  expect(() => readSettings({ ...secrets, WHATSAPP_ADS_FILE: fileOf('{"ads":[{}]}') })).toThrow(/^WHATSAPP_ADS_FILE: /);
});
