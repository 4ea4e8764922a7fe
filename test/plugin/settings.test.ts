import { unknownText } from "../../provider/src/schema/unknowns";
import { TestAccount } from "../support/world/account";
import { defaultProvider, explicitProvider, PluginProcess, urnOf } from "../support/plugin-process";

const account = TestAccount.forFile();
const secretMark = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270" };
const greeting = urnOf("WelcomeMessageSequence", "greeting");

let plugin: PluginProcess;
beforeAll(async () => {
  plugin = await PluginProcess.start({
    WHATSAPP_BASE_URL: account.meta.url,
    WHATSAPP_WABA_ID: "1",
    WHATSAPP_MAXATTEMPTS: "3",
  });
});
beforeEach(() => plugin.warnings.splice(0));
afterAll(() => plugin.close());

describe("checkConfig", () => {
  test("returns the inputs with both secrets marked", async () => {
    const given = { accessToken: "EAAtoken1", appSecret: "0123456789abcdef", wabaId: "5", version: "0.1.0" };
    expect(await plugin.checkConfig(given)).toEqual({
      inputs: {
        ...given,
        accessToken: { ...secretMark, value: "EAAtoken1" },
        appSecret: { ...secretMark, value: "0123456789abcdef" },
      },
      failures: [],
    });
  });

  test("marks a map of tokens as one secret, also as text", async () => {
    const accessTokens = { "5": "EAAtoken1", act_6: "EAAtoken2" };
    for (const given of [accessTokens, JSON.stringify(accessTokens)]) {
      const { inputs, failures } = await plugin.checkConfig({ accessTokens: given }, explicitProvider);
      expect(failures).toEqual([]);
      expect(inputs).toEqual({ accessTokens: { ...secretMark, value: given } });
    }
  });

  test("names the account of a malformed token and not the token", async () => {
    const accessTokens = { "5": "Bearer EAAtoken1", "6": "EAAtoken2" };
    const { failures } = await plugin.checkConfig({ accessTokens, accessTokensFile: "x" }, explicitProvider);
    expect(failures).toEqual([
      { property: "", reason: expect.stringMatching(/^whatsapp:accessTokens: account 5: its token begins with "Bear/) },
      { property: "", reason: expect.stringContaining("whatsapp:accessTokens: cannot be combined with accessTokensF") },
    ]);
    expect(JSON.stringify(failures)).not.toContain("EAAtoken");
  });

  test("reports a second way to give tokens", async () => {
    const given = { accessTokenCommand: ["get-token"], accessTokensFile: "tokens.json" };
    const { failures } = await plugin.checkConfig(given, explicitProvider);
    expect(failures).toEqual([
      {
        property: "accessTokensFile",
        reason: expect.stringMatching(/^cannot be combined with accessTokenCommand, .*; keep one and remove the rest /),
      },
    ]);
  });

  test("marks a token under any other key as a secret", async () => {
    const { accessToken } = account.meta;
    const { inputs } = await plugin.checkConfig({ accessToken, acessToken: accessToken, apiversion: "v25.0" });
    expect(inputs).toMatchObject({ acessToken: { ...secretMark, value: accessToken }, apiversion: "v25.0" });
  });

  test("leaves unknown values as they are", async () => {
    const given = { accessToken: unknownText, apiVersion: unknownText };
    expect(await plugin.checkConfig(given, explicitProvider)).toEqual({ inputs: given, failures: [] });
  });

  test("reports all malformed settings, each at its input", async () => {
    const { failures } = await plugin.checkConfig({ apiVersion: "25", maxAttempts: 0, allowedHosts: ["a b"] });
    expect(failures).toEqual([
      { property: "apiVersion", reason: expect.stringMatching(/^must look like "v25.0"; set it with/) },
      { property: "maxAttempts", reason: expect.stringMatching(/^must be a whole number from 1 to 10; /) },
      { property: "", reason: expect.stringMatching(/^allowedHosts: must be host names/) },
    ]);
  });

  test("reads numbers and lists as themselves and as JSON text", async () => {
    for (const [maxAttempts, allowedHosts] of [
      [3, ["graph.example"]],
      ["3", '["graph.example"]'],
    ]) {
      expect((await plugin.checkConfig({ maxAttempts, allowedHosts })).failures).toEqual([]);
    }
  });

  test.each([
    ["a malformed token", { accessToken: '"EAAtoken"' }, "whatsapp:accessToken: "],
    ["a malformed app secret", { appSecret: "two words" }, "whatsapp:appSecret: "],
    ["a token in another setting", { wabaId: "EAAGm0PX4ZCpsBAKZCtokenZD1234567890abcdef" }, "wabaId: "],
  ])("never names the property of %s", async (_name, given, beginning) => {
    const { failures } = await plugin.checkConfig(given, explicitProvider);
    expect(failures).toEqual([{ property: "", reason: expect.stringContaining(beginning) }]);
    expect(JSON.stringify(failures)).not.toContain(String(Object.values(given)[0]));
  });

  test("warns of settings and variables that are not read, without values", async () => {
    await plugin.reconfigure();
    const { failures } = await plugin.checkConfig({ acessToken: "EAAtoken", __internal: 1, pluginDownloadURL: "x" });
    expect(failures).toEqual([]);
    expect(plugin.warnings).toEqual([
      expect.stringMatching(/whatsapp:acessToken\. Did you mean whatsapp:accessToken\?/),
      expect.stringMatching(/WHATSAPP_MAXATTEMPTS\. Did you mean WHATSAPP_MAX_ATTEMPTS\?/),
    ]);
    expect(plugin.warnings.join()).not.toContain("EAAtoken");
  });

  test("reports a malformed environment variable without a value of the input", async () => {
    const other = await PluginProcess.start({ WHATSAPP_API_VERSION: "latest" });
    try {
      const { failures } = await other.checkConfig({});
      expect(failures).toEqual([{ property: "", reason: expect.stringMatching(/^whatsapp:apiVersion: must look/) }]);
    } finally {
      await other.close();
    }
  });
});

describe("diffConfig", () => {
  test("reports rotated tokens of accounts as an update", async () => {
    const olds = { accessTokens: { ...secretMark, value: { "5": "EAAold" } } };
    const diff = await plugin.diffConfig(olds, { accessTokens: { "5": "EAAnew" } }, explicitProvider);
    expect(diff).toMatchObject({ changes: 2, diffsList: ["accessTokens"], replacesList: [] });
  });

  test("reports a new token as an update", async () => {
    const olds = { accessToken: { ...secretMark, value: "EAAold" }, wabaId: "5" };
    const diff = await plugin.diffConfig(olds, { accessToken: "EAAnew", wabaId: "5" });
    expect(diff).toMatchObject({ changes: 2, diffsList: ["accessToken"], replacesList: [] });
  });

  test("reports nothing for equal inputs", async () => {
    const olds = { accessToken: { ...secretMark, value: "EAAold" }, allowedHosts: ["a"] };
    const diff = await plugin.diffConfig(olds, { allowedHosts: ["a"], accessToken: "EAAold" });
    expect(diff).toMatchObject({ changes: 1, diffsList: [], replacesList: [] });
  });

  test("never replaces a provider that the dynamic form made", async () => {
    const olds = { "whatsapp:accessToken": "EAAold", "whatsapp:explicitProvider": "true" };
    const diff = await plugin.diffConfig(olds, { accessToken: "EAAold" }, explicitProvider);
    expect(diff).toMatchObject({ changes: 2, replacesList: [] });
  });
});

describe("the account", () => {
  const wabaIdOf = async () => (await plugin.check(greeting, { text: "Hi!" })).inputs["wabaId"];

  test.each([defaultProvider, `${defaultProvider}_0_1_0`, `${defaultProvider}_https_/example.com`])(
    "of the stack's configuration yields to the environment (%s)",
    async (urn) => {
      await plugin.reconfigure({ wabaId: "5" }, urn);
      expect(await wabaIdOf()).toBe("1");
    },
  );

  test.each([explicitProvider, `${defaultProvider}_brazil`, `${defaultProvider}_2`])(
    "of an explicit provider comes before the environment (%s)",
    async (urn) => {
      await plugin.reconfigure({ wabaId: "5" }, urn);
      expect(await wabaIdOf()).toBe("5");
    },
  );

  test("of an explicit provider without one is the environment's", async () => {
    await plugin.reconfigure({ wabaId: null }, explicitProvider);
    expect(await wabaIdOf()).toBe("1");
  });
});

test("configure unwraps secrets, and the token goes to Meta", async () => {
  await plugin.reconfigure(
    { accessToken: { ...secretMark, value: account.meta.accessToken }, wabaId: account.meta.wabaId },
    explicitProvider,
  );
  const { inputs } = await plugin.check(greeting, { text: "Hi!" });
  await plugin.create(greeting, inputs);
  expect(account.meta.sequences()).toHaveLength(1);
});

test("a plan without a token warns, and the create names the settings", async () => {
  await plugin.reconfigure({}, explicitProvider);
  const { inputs, failures } = await plugin.check(greeting, { text: "Hi!" });
  expect(failures).toEqual([]);
  expect(plugin.warnings).toEqual([expect.stringContaining("No access token is set")]);
  await expect(plugin.create(greeting, inputs)).rejects.toMatchObject({
    details: expect.stringContaining("pulumi config set --secret whatsapp:accessToken"),
  });
});
