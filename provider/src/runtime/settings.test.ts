import { describeFailure } from "../schema/failures";
import { readSettings } from "./settings";

function readConfig(config: Readonly<Record<string, unknown>>, environment = {}) {
  const { settings, failures } = readSettings({ get: (key) => config[key] }, environment);
  return { settings, problems: failures.map(describeFailure) };
}

test("a number or list in the configuration is read as text", () => {
  const { settings, problems } = readConfig({
    "whatsapp:maxAttempts": 7,
    "whatsapp:allowedHosts": ["graph.example", "other.example"],
    "whatsapp:baseUrl": "https://graph.example",
  });
  expect(problems).toEqual([]);
  expect(settings).toMatchObject({ maxAttempts: 7, baseUrl: "https://graph.example" });
});

test.each([
  [
    "Meta is rejected",
    {},
    [expect.stringMatching(/^NODE_TLS_REJECT_UNAUTHORIZED=0 switches certificate checks off; unset it/)],
  ],
  ["a loopback address is accepted", { WHATSAPP_BASE_URL: "https://127.0.0.1:1" }, []],
])("without certificate checks, %s", (_host, environment, problems) => {
  expect(readConfig({}, { ...environment, NODE_TLS_REJECT_UNAUTHORIZED: "0" }).problems).toEqual(problems);
});

test("a token in quotes is rejected from every source", () => {
  const quoted = '"EAAx"';
  const problems = [
    expect.stringMatching(
      /^whatsapp:accessToken: has quotation marks .*WHATSAPP_ACCESS_TOKEN or an explicit provider$/,
    ),
  ];
  expect(readConfig({ "whatsapp:accessToken": quoted }).problems).toEqual(problems);
  expect(readConfig({}, { WHATSAPP_ACCESS_TOKEN: quoted }).problems).toEqual(problems);
  expect(readConfig({ "whatsapp:explicitProvider": "true", "whatsapp:accessToken": quoted }).problems).toEqual(
    problems,
  );
});
