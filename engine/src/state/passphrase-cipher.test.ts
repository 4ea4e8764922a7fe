import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseExported, deserializeState } from "./checkpoint";
import { SecretCache } from "./secret-cache";
import { createCipher, findPassphrase, openCipher } from "./passphrase-cipher";
import { unwrapSecrets } from "./secret-values";

// Written by the CLI 3.259.0 with the passphrase "recorded".
const written: unknown = JSON.parse(readFileSync(join(__dirname, "fixtures", "secrets-export.json"), "utf8"));
const closed = parseExported(written, "secrets-export.json");
const salt = closed.salt ?? "";

test("decrypts the CLI's secrets at their paths", async () => {
  const cipher = await openCipher(salt, "recorded");
  const { resources } = deserializeState(closed, new SecretCache(cipher));
  const stack = resources.find(({ type }) => type === "pulumi:pulumi:Stack");
  expect(stack?.outputs).toMatchObject({ plain: "visible", nested: { in: { value: ["clear", "hidden"] } } });
  expect(unwrapSecrets(stack?.outputs ?? {})).toEqual({
    plain: "visible",
    nested: { in: ["clear", "hidden"] },
    serial: 2,
    whole: "old",
  });
});

test("reports a wrong passphrase as incorrect", async () => {
  await expect(openCipher(salt, "not it")).rejects.toThrow("incorrect passphrase");
});

test("rejects an invalid salt", async () => {
  await expect(openCipher("v2:nope", "recorded")).rejects.toThrow("encryption salt");
});

test("decrypts with the same salt and passphrase", async () => {
  const cipher = await createCipher("");
  const again = await openCipher(cipher.salt, "");
  expect(again.decrypt(cipher.encrypt("grüße 🎉"))).toBe("grüße 🎉");
  expect(cipher.encrypt("x")).not.toBe(cipher.encrypt("x"));
  expect(cipher.salt).toMatch(/^v1:[A-Za-z0-9+/]{11}=:v1:[^:]+:[^:]+$/);
});

test("rejects a changed ciphertext", async () => {
  const cipher = await openCipher(salt, "recorded");
  const text = cipher.encrypt("plain");
  expect(() => cipher.decrypt(text.replace(/.{4}$/, "AAAA"))).toThrow("cannot be decrypted");
});

test("an unchanged secret keeps its ciphertext only at its path", async () => {
  const cache = new SecretCache(await openCipher(salt, "recorded"));
  const first = cache.write("a", '"s"');
  expect(cache.write("a", '"s"')).toEqual(first);
  expect(cache.write("b", '"s"')).not.toEqual(first);
  expect(cache.write("a", '"other"')).not.toEqual(first);
});

test("the option overrides the variable, which overrides the passphrase file", () => {
  const file = join(mkdtempSync(join(tmpdir(), "engine-secrets-")), "passphrase");
  writeFileSync(file, "from file\n");
  const env = { PULUMI_CONFIG_PASSPHRASE: "from variable", PULUMI_CONFIG_PASSPHRASE_FILE: file };
  expect(findPassphrase("given", env)).toBe("given");
  expect(findPassphrase(undefined, env)).toBe("from variable");
  expect(findPassphrase(undefined, { PULUMI_CONFIG_PASSPHRASE_FILE: file })).toBe("from file");
  expect(findPassphrase(undefined, { PULUMI_CONFIG_PASSPHRASE: "" })).toBe("");
  expect(findPassphrase(undefined, {})).toBeUndefined();
});
