import { environmentName, settingNames } from "./settings";
import { unreadConfigurationKeys, unreadVariables } from "./unread-settings";

function keysIn(warnings: readonly string[]): readonly string[] {
  return warnings.map(
    (warning) =>
      /^pulumi-whatsapp does not read the (?:configuration key|environment variable) (.+?)\. ?(?:Did you mean (\S+)\?)?/
        .exec(warning)
        ?.slice(1)
        .join(" -> ") ?? warning,
  );
}

test.each([
  ["whatsapp:acessToken", "whatsapp:accessToken"],
  ["whatsapp:accesstoken", "whatsapp:accessToken"],
  ["whatsapp:access_token", "whatsapp:accessToken"],
  ["whatsapp:token", "whatsapp:accessToken"],
  ["whatsapp:wabaID", "whatsapp:wabaId"],
  ["whatsapp:waba", "whatsapp:wabaId"],
  ["whatsapp:retryBudjet", "whatsapp:retryBudget"],
  ["whatsap:accessToken", "whatsapp:accessToken"],
  ["whatsp:accessToken", "whatsapp:accessToken"],
  ["pulumi-whatsapp:wabaId", "whatsapp:wabaId"],
])("for the configuration key %s suggests %s", (key, meant) => {
  expect(keysIn(unreadConfigurationKeys([key], "shop"))).toEqual([`${key} -> ${meant}`]);
});

test("lists all settings for a key that resembles none", () => {
  expect(unreadConfigurationKeys(["whatsapp:greeting"], "shop")).toEqual([
    `pulumi-whatsapp does not read the configuration key whatsapp:greeting. Its settings are ${settingNames.join(", ")}.`,
  ]);
});

test("ignores settings, keys of the program and keys of other packages", () => {
  const keys = ["shop:accessToken", "shop:greeting", "aws:region", "whatsapp-shop:wabaId", "whatsup:greeting"];
  expect(
    unreadConfigurationKeys([...settingNames.map((name) => `whatsapp:${name}`), ...keys], "whatsapp-shop"),
  ).toEqual([]);
  // The namespace of a project named whatsapp is its program's too: only a likely slip is named.
  expect(keysIn(unreadConfigurationKeys(["whatsapp:greeting", "whatsapp:acessToken"], "whatsapp"))).toEqual([
    "whatsapp:acessToken -> whatsapp:accessToken",
  ]);
});

test("names a variable that resembles a setting, without its value", () => {
  const known = Object.fromEntries(settingNames.map((name) => [environmentName(name), "x"]));
  const receivers = { WHATSAPP_APP_SECRET: "x", WHATSAPP_VERIFY_TOKEN: "x", WHATSAPP_ADS_FILE: "x" };
  expect(
    unreadVariables({
      ...known,
      ...receivers,
      WHATSAPP_EMPTY: " ",
      WHATSAPP: "x",
      MY_WHATSAPP_TOKEN: "x",
      PATH: "/bin",
    }),
  ).toEqual([]);
  expect(unreadVariables({ WHATSAPP_UNSET: undefined })).toHaveLength(1);
  const warnings = unreadVariables({
    WHATSAPP_ACESS_TOKEN: "hidden",
    WHATSAPP_TOKEN: "hidden",
    WHATSAPP_RETRY_BUDJET: "hidden",
    whatsapp_waba_id: "hidden",
    WHATSAPP_GREETING: "hidden",
    ["WHATSAPP_\u001b[2J"]: "hidden",
  });
  expect(keysIn(warnings)).toEqual([
    '"WHATSAPP_\\u001b[2J" -> ',
    "WHATSAPP_ACESS_TOKEN -> WHATSAPP_ACCESS_TOKEN",
    "WHATSAPP_GREETING -> ",
    "WHATSAPP_RETRY_BUDJET -> WHATSAPP_RETRY_BUDGET",
    "WHATSAPP_TOKEN -> WHATSAPP_ACCESS_TOKEN",
    "whatsapp_waba_id -> WHATSAPP_WABA_ID",
  ]);
  expect(warnings.join()).not.toContain("hidden");
});
