import { makeSecretValue } from "../../state/property-value";
import { keepSecrets, SecretRedactor } from "./secret-redactor";

const given = {
  token: makeSecretValue("hush-hush"),
  list: ["a", makeSecretValue("deep")],
  map: { pin: makeSecretValue(1234), open: 1 },
  text: "x",
};

test("unchanged values keep their secret marks", () => {
  expect(
    keepSecrets({ token: "hush-hush", list: ["a", "deep"], map: { pin: 1234, open: 1 }, text: "y" }, given),
  ).toEqual({
    ...given,
    text: "y",
  });
});

test("replaced secrets and values that contain their text stay secret", () => {
  const changed = {
    token: "new",
    list: ["b"],
    map: { pin: 5, open: 2 },
    text: "Bearer hush-hush",
    more: [{ a: "deep" }],
  };
  expect(keepSecrets(changed, given)).toEqual({
    token: makeSecretValue("new"),
    list: makeSecretValue(["b"]),
    map: { pin: makeSecretValue(5), open: 2 },
    text: makeSecretValue("Bearer hush-hush"),
    more: makeSecretValue([{ a: "deep" }]),
  });
});

test("keeps marks that a remediation returns, and adds none to plain values", () => {
  expect(keepSecrets({ token: makeSecretValue("new"), added: makeSecretValue("own"), text: "y" }, given)).toEqual({
    token: makeSecretValue("new"),
    added: makeSecretValue("own"),
    text: "y",
  });
});

test("redacts the longest secrets first, also in JSON", () => {
  const secrets = new SecretRedactor();
  secrets.add({
    a: makeSecretValue({ inner: ["hush", 'say "hush"'] }),
    b: [makeSecretValue("it"), makeSecretValue("true")],
    open: "open",
  });
  expect(secrets.redact('hush: it is true that "say \\"hush\\"" is open')).toBe(
    '[secret]: it is true that "[secret]" is open',
  );
});
