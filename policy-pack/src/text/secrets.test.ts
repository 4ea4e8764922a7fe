import fc from "fast-check";
import { publishedSecrets } from "./published-secrets";
import { findSecrets } from "./secrets";

/** Joins parts, so that the sources contain no whole key. */
function join(...parts: readonly string[]): string {
  return parts.join("");
}

/** Lists the kinds of the secrets of a text, and what it shows of them. */
function listSecrets(text: string): readonly string[] {
  return findSecrets(text).map(({ kind, start, end }) => `${kind}: ${text.slice(start, end)}`);
}

const hex = "a1b2c3d4".repeat(20);
const mixed = "a1B2c3D4".repeat(20);

test.each([
  ["a Meta access token", join("EA", "AG", mixed.slice(0, 60))],
  ["an Instagram access token", join("IG", "QVJX", mixed.slice(0, 60))],
  ["an Instagram access token", join("IG", "AA", mixed.slice(0, 60), "_-ZD")],
  ["a Meta app token", join("123456789012345", "|", mixed.slice(0, 27))],
  ["a Meta app token", join("123456789012345", "%7C", hex.slice(0, 32))],
  ["an Azure key", join("Account", "Key=", mixed.slice(0, 86), "==")],
  ["an Azure key", join("sig", "=", mixed.slice(0, 43), "%3D")],
  ["an Adyen key", join("AQ", "E", mixed.slice(0, 80), "==-", mixed.slice(0, 43), "=-3wne9SV?vQz")],
  ["a PayPal or Braintree secret", join("access_token", "$production$", hex.slice(0, 16), "$", hex.slice(0, 32))],
  ["a PayPal or Braintree secret", join("E", mixed.slice(0, 79))],
  ["a Square token", join("sq0", "csp-", mixed.slice(0, 43))],
  ["a PagBank token", join("a1b2c3d4-a1b2-c3d4-a1b2-", hex.slice(0, 76))],
  ["an Asaas key", join("$aact", "_prod_", mixed.slice(0, 100))],
  ["an Efí secret", join("Client", "_Secret_", hex.slice(0, 40))],
  ["a Pagar.me key", join("sk", "_", mixed.slice(0, 24))],
  ["an address with a password", join("postgres", "://loja:", "x9-y8", "@db.loja.com.br")],
  ["an address with a password", join("redis", "://:", "x9y8z7", "@10.0.0.1")],
  ["an address with a password", join("Server=tcp:db;Database=x;User Id=loja;Pass", "word=abcdef")],
  ["a Wi-Fi password", join("WIFI:", "T:WPA;S:Loja;P:", "cafe com pao", ";")],
  ["a private key", join("-----BEGIN ", "OPENSSH ", "PRIVATE ", "KEY-----")],
  ["a key or token of a known format", join("shp", "at_", hex.slice(0, 32))],
  ["a key or token of a known format", join("ABC8", "Q~", mixed.slice(0, 34))],
  ["a key or token of a known format", join("LT", "AI", mixed.slice(0, 20))],
])("finds %s: %j", (kind, secret) => {
  expect(listSecrets(`Oi! ${secret}, ok?`)).toEqual([`${kind}: ${secret}`]);
});

test("finds a complex password without a colon", () => {
  expect(listSecrets("CRM login ana pw Loja#7741x, ok?")).toEqual(["a password: pw Loja#7741x,"]);
});

test("finds tokens behind an underscore", () => {
  for (const token of [join("EA", "AG", mixed.slice(0, 60)), join("gh", "p_", mixed.slice(0, 36))]) {
    expect(listSecrets(`token_${token}`)).toHaveLength(1);
  }
});

test("finds named secrets of clouds", () => {
  for (const name of [
    "aws_secret_access_key = ",
    "App secret: ",
    "client_secret=",
    "account key: ",
    "Segredo do app: ",
  ]) {
    expect(findSecrets(name + mixed.slice(0, 40))).toHaveLength(1);
  }
});

test("finds keys with full-width letters and hidden characters", () => {
  const token = join("EA", "AG", mixed.slice(0, 60));
  const hidden = `${token.slice(0, 20)}\u200B${token.slice(20)}`;
  expect(listSecrets(`x ${hidden}.`)).toEqual([`a Meta access token: ${hidden}`]);
  expect(listSecrets("ｓｅｎｈａ： abc12345")).toEqual(["a password: ｓｅｎｈａ： abc12345"]);
});

test.each([
  "Tamanho 15|20 em estoque",
  "Season pass R$1500a por mês",
  "Day pass 2x$500agora, pass #Rock2026, pass 20%OFF26",
  "Pegue sua senha A12345678 no balcão",
  "Pedido 123456789012345|entrega amanhã",
  "Código 12345678-1234-1234-1234-123456789012",
  "https://loja.com.br/Entrega-gratis-em-todo-o-brasil",
  "https://loja.com.br:8080/x@y",
  "Escreva para loja: ana@loja.com.br",
  "ask_us, task_2026, sk_, ak_47",
  "sig=ok, AccountKey=?",
  "IGUATEMI2026, IGAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
  "O segredo do app: praticidade",
  "El secreto de la abuela: 10 especias",
  "API-2026, pat., hf_, npm_, SG.",
])("%j contains no secret", (text) => {
  expect(listSecrets(text)).toEqual([]);
});

test("published formats name their words and match them", () => {
  expect(publishedSecrets.length).toBeGreaterThan(100);
  for (const { keywords } of publishedSecrets) expect(keywords.join("")).toBe(keywords.join("").toLowerCase());
  expect(new Set(publishedSecrets.map(({ id }) => id)).size).toBe(publishedSecrets.length);
});

test("spans of secrets do not overlap", () => {
  const pieces = [
    "EAAB",
    "a1B2c3",
    "sk_live_",
    "eyJ",
    ".",
    "-",
    "=",
    "|",
    "123456789012345",
    " ",
    "senha: ",
    "AQE",
    "://",
    "@",
  ];
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 60 }), (parts) => {
      let reached = 0;
      for (const { start, end } of findSecrets(parts.join(""))) {
        expect(start).toBeGreaterThanOrEqual(reached);
        expect(end).toBeGreaterThan(start);
        reached = end;
      }
    }),
  );
});
