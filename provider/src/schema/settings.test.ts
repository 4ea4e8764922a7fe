import { parseSettings } from "./settings";

function reasons(given: Parameters<typeof parseSettings>[0]): string[] {
  return parseSettings(given).failures.map(({ path, reason }) => `${path}: ${reason}`);
}

test("uses defaults without settings", () => {
  const { settings, failures } = parseSettings({});
  expect(failures).toEqual([]);
  expect(settings).toEqual({
    accessToken: undefined,
    appSecret: undefined,
    wabaId: undefined,
    adAccountId: undefined,
    phoneNumberId: undefined,
    orderRecipients: undefined,
    orderOutbox: ".pulumi-whatsapp/orders",
    apiVersion: "v25.0",
    marketingApiVersion: "v26.0",
    baseUrl: "https://graph.facebook.com",
    maxAttempts: 4,
    attemptTimeoutMs: 15_000,
    operationTimeoutMs: 120_000,
    retryBudget: 20,
    writeConcurrency: 4,
    readConcurrency: 4,
  });
});

test.each([
  "http://127.0.0.1:4010",
  "http://localhost:80",
  "http://[::1]:9",
  "https://graph.facebook.com",
  "https://graph.facebook.com/",
  "https://graph.facebook.com:443",
  "http://127.0.0.2:1",
])("accepts %s", (baseUrl) => {
  expect(reasons({ baseUrl })).toEqual([]);
});

test.each([
  "http://graph.facebook.com",
  "https://graph.facebook.com.evil.example",
  "https://evil.example",
  "https://user:pass@graph.facebook.com",
  "https://graph.facebook.com/v1/x",
  "https://graph.facebook.com?x=1",
  "https://graph.facebook.com#x",
  "file:///etc/passwd",
  "data:text/plain,x",
  "http://169.254.169.254",
  "http://2130706433",
  "http://0177.0.0.1",
  "http://[::ffff:127.0.0.1]",
  "http://127.1",
  "graph.facebook.com",
  "https://graph.facebook.com\\@evil.example",
  "https://graph.facebook.com:99999",
  "xhttps://graph.facebook.com",
])("rejects %s, and names the setting and where to set it", (baseUrl) => {
  expect(reasons({ baseUrl })).toEqual([
    expect.stringMatching(
      /^whatsapp:baseUrl: .*`pulumi config set whatsapp:baseUrl`, WHATSAPP_BASE_URL or an explicit provider$/,
    ),
  ]);
});

test("an allowed host needs https", () => {
  expect(reasons({ baseUrl: "https://proxy.example:8443", allowedHosts: "other.example, proxy.example:8443" })).toEqual(
    [],
  );
  expect(reasons({ baseUrl: "http://proxy.example", allowedHosts: "proxy.example" })).toEqual([
    expect.stringContaining("must be https"),
  ]);
  expect(reasons({ allowedHosts: "https://x/y" })).toEqual([expect.stringContaining("whatsapp:allowedHosts")]);
});

test.each(["latest", "v1", "../", "25.0", "v25.0/../.."])("rejects the API version %s", (apiVersion) => {
  expect(reasons({ apiVersion })).toEqual([expect.stringMatching(/^whatsapp:apiVersion: must look like "v25.0"/)]);
});

test.each(["123/../me", "123?x", "-5", "0x12", "1".repeat(40), "１２３"])("rejects the account id %s", (wabaId) => {
  expect(reasons({ wabaId })).toEqual([expect.stringMatching(/^whatsapp:wabaId: must be 1 to 32 digits/)]);
});

test.each(["to ken", "to\nken", "to\u200bken", "tökén"])(
  "rejects a token with unusual characters without showing it",
  (accessToken) => {
    const [reason] = reasons({ accessToken });
    expect(reason).toMatch(/^whatsapp:accessToken: has characters that no token has/);
    expect(reason).not.toContain(accessToken);
  },
);

test.each([
  ...['"EAAx"', "'EAAx'", "`EAAx`", "“EAAx”", "„EAAx“", "‘EAAx’", "«EAAx»", "＂EAAx＂", "´EAAx´"],
  ...['"EAAx', "EAAx'", "EAAx”", ' "EAAx" ', '" EAAx "', '"Bearer EAAx"', 'Bearer "EAAx"', '\\"EAAx\\"', '""'],
])("rejects the quoted token %s, and names the variable", (accessToken) => {
  expect(reasons({ accessToken })).toEqual([
    expect.stringMatching(/^whatsapp:accessToken: has quotation marks around it; .*WHATSAPP_ACCESS_TOKEN/),
  ]);
});

test.each(["Bearer EAAx", "bearer EAAx", "Bearer\tEAAx", "Bearer"])(
  "rejects the header %s as a token",
  (accessToken) => {
    expect(reasons({ accessToken })).toEqual([
      expect.stringMatching(/^whatsapp:accessToken: begins with "Bearer"; .*WHATSAPP_ACCESS_TOKEN/),
    ]);
  },
);

test.each(["EAAx", "bearerEAAx", "102290129340398|4dabf18193072939"])("accepts the token %s", (accessToken) => {
  expect(parseSettings({ accessToken }).settings.accessToken).toBe(accessToken);
});

test.each([
  ...["WHATSAPP_ACCESS_TOKEN=EAAx", "export WHATSAPP_ACCESS_TOKEN=EAAx", "access_token=EAAx", "accessToken: EAAx"],
  "whatsapp:accessToken=EAAx",
])("rejects a token with its name, like %s", (accessToken) => {
  expect(reasons({ accessToken })).toEqual([
    expect.stringMatching(
      /^whatsapp:accessToken: begins with the name of a variable or parameter; give the token alone/,
    ),
  ]);
});

test.each(["OAuth EAAx", "Authorization: Bearer EAAx", "authorization:OAuth EAAx"])(
  "rejects the header %s as a token",
  (accessToken) => {
    expect(reasons({ accessToken })).toEqual([
      expect.stringMatching(/begins with "(OAuth|Bearer)"; give the token alone/),
    ]);
  },
);

test.each([
  ['"0123abcd"', /has quotation marks around it; give the app secret without quotes/],
  ["‘0123abcd", /has quotation marks around it/],
  ["WHATSAPP_APP_SECRET=0123abcd", /begins with the name of a variable/],
  ["0123 abcd", /has characters that no app secret has/],
])("rejects the app secret %s", (appSecret, reason) => {
  expect(reasons({ appSecret })).toEqual([expect.stringMatching(reason)]);
});

test.each([
  ["wabaId", '"102290129340398"'],
  ["wabaId", "102290129340398'"],
  ["adAccountId", "“1234567890”"],
  ["phoneNumberId", ' "106540352242922"\n'],
  ["apiVersion", "'v25.0'"],
  ["maxAttempts", '"4"'],
  ["baseUrl", '"https://graph.facebook.com"'],
  ["orderOutbox", '".pulumi-whatsapp/orders"'],
] as const)("rejects %s in quotes once: %s", (name, value) => {
  expect(reasons({ [name]: value })).toEqual([
    expect.stringMatching(
      new RegExp(`^whatsapp:${name}: has quotation marks around it; give it without quotes; set it`),
    ),
  ]);
});

test("accepts lists with quotes, as Pulumi writes them", () => {
  expect(reasons({ allowedHosts: '["graph.example"]', orderRecipients: '["5511987654321"]' })).toEqual([]);
});

test("trims a line end around a token", () => {
  expect(parseSettings({ accessToken: " EAAx\n" }).settings.accessToken).toBe("EAAx");
});

test("trims blanks around a URL, and treats a blank value as unset", () => {
  expect(parseSettings({ baseUrl: " HTTP://127.0.0.1:4010/\n" }).settings.baseUrl).toBe("http://127.0.0.1:4010");
  const blank = { baseUrl: " ", wabaId: "", maxAttempts: "\n", accessToken: "", allowedHosts: " " };
  expect(parseSettings(blank)).toEqual(parseSettings({}));
});

test("shows an example for a value that is not a URL", () => {
  expect(reasons({ baseUrl: "graph.facebook.com" })).toEqual([
    expect.stringContaining("must be a scheme and a host only, like https://graph.facebook.com"),
  ]);
});

test.each([
  { maxAttempts: "1", attemptTimeoutMs: "100", operationTimeoutMs: "100", retryBudget: "0" },
  { maxAttempts: "10", attemptTimeoutMs: "600000", operationTimeoutMs: "3600000", retryBudget: "10000" },
  { writeConcurrency: "1", readConcurrency: "1" },
  { writeConcurrency: "64", readConcurrency: "64" },
])("accepts the ends of the ranges: %j", (given) => {
  const { settings, failures } = parseSettings(given);
  expect(failures).toEqual([]);
  expect(settings).toMatchObject(Object.fromEntries(Object.entries(given).map(([name, text]) => [name, Number(text)])));
});

test("rejects numbers outside their range, all at once", () => {
  expect(reasons({ maxAttempts: "0", attemptTimeoutMs: "1.5", writeConcurrency: "many" })).toHaveLength(3);
  expect(reasons({ maxAttempts: "11", attemptTimeoutMs: "99", retryBudget: "10001" })).toHaveLength(3);
});

test.each(["+55 (11) 98765-4321, 5521999990000,", '["5511987654321","+5521999990000"]', "5511987654321,5521999990000"])(
  "reads the recipients of orders %s as digits",
  (orderRecipients) => {
    expect(parseSettings({ orderRecipients }).settings.orderRecipients).toEqual(["5511987654321", "5521999990000"]);
  },
);

test("accepts user ids and numbers as recipients of orders", () => {
  const given = '["+55 11 98765-4321", "BR.4Xk9"], BR.ENT.3K';
  expect(parseSettings({ orderRecipients: given }).settings.orderRecipients).toEqual([
    ...["5511987654321", "BR.4Xk9", "BR.ENT.3K"],
  ]);
});

test.each([
  "joe",
  "BR.4-k",
  "br.4xk9",
  "BR.4Xk9 BR.5",
  "5511987654321;5521999990000",
  "123",
  "5511987654321 5521999990000",
])("rejects recipients that are not numbers, without showing them: %s", (orderRecipients) => {
  const [reason] = reasons({ orderRecipients });
  expect(reason).toMatch(
    /^whatsapp:orderRecipients: must be phone numbers with country code.*WHATSAPP_ORDER_RECIPIENTS/,
  );
  expect(reason).not.toContain(orderRecipients);
});
