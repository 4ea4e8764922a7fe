import { pieces, told } from "../testing/checked";
import { noSecrets } from "./no-secrets";

/** So that none stands in the sources whole. */
function joined(...parts: readonly string[]): string {
  return parts.join("");
}

const made = {
  "an access token of Meta": joined("EA", "A", "B1c2D3".repeat(8)),
  "a key of Stripe": joined("sk_", "live_", "a1B2".repeat(6)),
  "a token of GitHub": joined("gh", "p_", "a1B2".repeat(9)),
  "a token of GitLab": joined("glp", "at-", "a1B2".repeat(5)),
  "an access key of AWS": joined("AK", "IA", "A1B2".repeat(4)),
  "a token of Slack": joined("xo", "xb-", "123456789012-", "a1B2".repeat(6)),
  "a key of Google": joined("AI", "za", "a1B2c".repeat(7)),
  "an API key": joined("sk-", "proj-", "a1B2".repeat(6)),
  "a token of npm": joined("np", "m_", "a1B2".repeat(9)),
  "a token of PyPI": joined("py", "pi-", "a1B2".repeat(12)),
  "a key of SendGrid": joined("S", "G.", "a1B2".repeat(5), ".", "a1B2".repeat(10)),
  "a key of Twilio": joined("S", "K", "a1b2".repeat(8)),
  "a token of a Telegram bot": joined("123456789:", "a1B2c".repeat(7)),
  "an access token of Pulumi": joined("pu", "l-", "a1b2".repeat(10)),
  "an access token of Mercado Pago": joined("APP_", "USR-", "1234567890-", "a1b2".repeat(8)),
  "a token of DigitalOcean": joined("do", "p_v1_", "a1b2".repeat(16)),
  "a signed token": joined("ey", "Ja1B2a1B2", ".ey", "Ja1B2a1B2", ".", "a1B2".repeat(6)),
  "a bearer token": joined("Bearer ", "a1B2".repeat(6)),
  "a private key": joined("-----BEGIN ", "RSA ", "PRIVATE ", "KEY-----"),
};

test.each(Object.keys(made) as readonly (keyof typeof made)[])("%s is found and not repeated", async (kind) => {
  const text = `Oi! ${made[kind]} 👋`;
  expect(await pieces(noSecrets, text)).toEqual([made[kind]]);
  const [said = ""] = await told(noSecrets, text);
  expect(said).toContain(`: ${kind} stands here. Take it out`);
  const rest =
    made[kind].match(/[A-Za-z0-9]{5,}/g)?.filter((piece) => !["Bearer", "BEGIN", "PRIVATE"].includes(piece)) ?? [];
  for (const piece of rest) expect(said).not.toContain(piece);
});

test.each([
  ["Senha: abc12345", "Senha: abc12345"],
  ["Wi-Fi LojaX 📶 *Senha:* *cafe1234*", "Senha:* *cafe1234"],
  ["A senha do Wi-Fi da loja é cafe2026!", "senha do Wi-Fi da loja é cafe2026!"],
  ["La contraseña del wifi es: Cafe2026", "contraseña del wifi es: Cafe2026"],
  ["Clave del wifi: cafe1234", "Clave del wifi: cafe1234"],
  ["Your password is hunter22 now", "password is hunter22"],
  ["login ana senha: 123456", "senha: 123456"],
  ["PASSWORD=loja#2026", "PASSWORD=loja#2026"],
  ["API key: abcd1234efgh5678", "API key: abcd1234efgh5678"],
])("the secret in %j is found", async (text, found) => {
  expect(await pieces(noSecrets, text)).toEqual([found]);
});

test.each([
  "Senha: na recepção",
  "A senha é entregue no balcão",
  "Retire sua senha: A123",
  "Senha de atendimento: 20261122",
  "Esqueceu a senha: https://loja1.com.br/conta",
  "Senha: contato1@loja.com.br",
  "Senha: mínimo 8 caracteres",
  "senha: 6dígitos",
  "Diga a senha: NATAL10 e ganhe",
  "La clave: atención 24h",
  "Clave: 12345678",
  "Contraseña: pídela en caja",
  "Password: required",
  "The password is at the desk",
  "Tell us the secret: 10 years of work",
  "Token: um por pessoa",
  "Cupom: BEMVINDO10",
  "EAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA galera",
  "sk-ate e scooters, AKIA, SG.",
  "Bearer of good news, Bearer bonds",
  "-----BEGIN-----",
  "Olá! Sênha, senhora e desenhos 123456",
  "पासवर्ड: हाँ, 密码：请问店员 🔑",
])("%j is clean", async (text) => {
  expect(await pieces(noSecrets, text)).toEqual([]);
});

test("names, autofill messages and ice breakers are looked at too, each with its path", async () => {
  const content = {
    name: made["a key of Stripe"],
    text: "Oi",
    autofill: "senha: abc12345",
    iceBreakers: ["Oi", made["a token of npm"]],
  };
  expect(await told(noSecrets, content)).toEqual([
    expect.stringMatching(/^name, characters 1 to 32: a key of Stripe /),
    expect.stringMatching(/^autofillMessage\.content, characters 1 to 15: a password /),
    expect.stringMatching(/^iceBreakers\[1\]\.title, characters 1 to 40: a token of npm /),
  ]);
});

test("a key behind the word password is told once", async () => {
  expect(await told(noSecrets, `password: ${made["a token of GitHub"]}`)).toHaveLength(1);
});
