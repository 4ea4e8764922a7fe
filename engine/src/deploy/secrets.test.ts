import { secret } from "./property";
import { keepSecrets, SecretTexts } from "./secrets";

const given = {
  token: secret("hush-hush"),
  list: ["a", secret("deep")],
  map: { pin: secret(1234), open: 1 },
  text: "x",
};

test("what comes back as it went out keeps its marks where they were", () => {
  expect(
    keepSecrets({ token: "hush-hush", list: ["a", "deep"], map: { pin: 1234, open: 1 }, text: "y" }, given),
  ).toEqual({
    ...given,
    text: "y",
  });
});

test("what takes the place of a secret is one, and so is what holds its text", () => {
  const changed = {
    token: "new",
    list: ["b"],
    map: { pin: 5, open: 2 },
    text: "Bearer hush-hush",
    more: [{ a: "deep" }],
  };
  expect(keepSecrets(changed, given)).toEqual({
    token: secret("new"),
    list: secret(["b"]),
    map: { pin: secret(5), open: 2 },
    text: secret("Bearer hush-hush"),
    more: secret([{ a: "deep" }]),
  });
});

test("a mark that is given back stays, and what was open stays open", () => {
  expect(keepSecrets({ token: secret("new"), added: secret("own"), text: "y" }, given)).toEqual({
    token: secret("new"),
    added: secret("own"),
    text: "y",
  });
});

test("secrets are taken out of what others say, the longest first, also where they stand in JSON", () => {
  const secrets = new SecretTexts();
  secrets.learn({ a: secret({ inner: ["hush", 'say "hush"'] }), b: [secret("it"), secret("true")], open: "open" });
  expect(secrets.hideIn('hush: it is true that "say \\"hush\\"" is open')).toBe(
    '[secret]: it is true that "[secret]" is open',
  );
});
