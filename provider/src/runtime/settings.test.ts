import { readSettings } from "./settings";

function configured(config: Readonly<Record<string, unknown>>, environment = {}) {
  return readSettings({ get: (key) => config[key] }, environment);
}

test("a number or a list in the configuration is read as its text", () => {
  const { settings, problems } = configured({
    "whatsapp:maxAttempts": 7,
    "whatsapp:allowedHosts": ["graph.example", "other.example"],
    "whatsapp:baseUrl": "https://graph.example",
  });
  expect(problems).toEqual([]);
  expect(settings).toMatchObject({ maxAttempts: 7, baseUrl: "https://graph.example" });
});

test.each([
  ["Meta", {}, [expect.stringMatching(/^NODE_TLS_REJECT_UNAUTHORIZED=0 switches certificate checks off; unset it/)]],
  ["this machine", { WHATSAPP_BASE_URL: "https://127.0.0.1:1" }, []],
])("with certificate checks switched off, %s", (_host, environment, problems) => {
  expect(configured({}, { ...environment, NODE_TLS_REJECT_UNAUTHORIZED: "0" }).problems).toEqual(problems);
});

test("a token in quotes is refused wherever it is set", () => {
  const quoted = '"EAAx"';
  const problems = [
    expect.stringMatching(/^whatsapp:accessToken: has quotation marks .*WHATSAPP_ACCESS_TOKEN or whatsapp\.Provider$/),
  ];
  expect(configured({ "whatsapp:accessToken": quoted }).problems).toEqual(problems);
  expect(configured({}, { WHATSAPP_ACCESS_TOKEN: quoted }).problems).toEqual(problems);
  expect(configured({ "whatsapp:explicitProvider": "true", "whatsapp:accessToken": quoted }).problems).toEqual(
    problems,
  );
});
