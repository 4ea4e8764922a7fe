import { listMatches, listMessages } from "../testing/content-rules";
import { noSecrets, noSensitiveData, pathToPerson } from "./people";

describe("no-sensitive-data", () => {
  test.each([
    ["Pague no cartão 4111 1111 1111 1111 val. 12/27", "4111 1111 1111 1111"],
    ["Tarjeta 5555-5555-5555-4444, gracias", "5555-5555-5555-4444"],
    ["My Amex is 3782 822463 10005 👍", "3782 822463 10005"],
    ["cartão: 4111111111111111", "4111111111111111"],
    ["Card 4111 1111 1111 1111 123", "4111 1111 1111 1111 123"],
    ["Diners 3056 930902 5904", "3056 930902 5904"],
  ])("finds the card number in %j", async (text, found) => {
    expect(await listMatches(noSensitiveData, text)).toEqual([found]);
  });

  test.each([
    ["Pix (CPF): 529.982.247-25", "529.982.247-25"],
    ["Meu cpf é 52998224725, ok?", "52998224725"],
    ["Transfiere al IBAN ES91 2100 0418 4502 0005 1332 PARA RESERVAR", "ES91 2100 0418 4502 0005 1332"],
    ["Pay to DE89370400440532013000.", "DE89370400440532013000"],
    ["Nossa chave: 123e4567-e89b-12d3-a456-426614174000", "123e4567-e89b-12d3-a456-426614174000"],
    ["My SSN is 123-45-6789", "123-45-6789"],
    ["Mi DNI es 12345678Z", "12345678Z"],
    ["DNI: 12.345.678-Z", "12.345.678-Z"],
    ["NIE X1234567L", "X1234567L"],
    ["BEML920313HCMLNS09", "BEML920313HCMLNS09"],
  ])("finds the personal number in %j", async (text, found) => {
    expect(await listMatches(noSensitiveData, text)).toEqual([found]);
  });

  test.each([
    ["a telephone number", "Ligue (11) 98765-4321, 11987654321, +55 11 98765-4321 ou 0800 123 4567"],
    ["a telephone number with the digits of a CPF", "Chame 52998224725"],
    ["a company's CNPJ", "CNPJ 11.222.333/0001-81, ou 11222333000181"],
    ["an order number that passes Luhn", "Seu pedido 4111111111111111 chegou"],
    ["an invoice's access key", "NF-e 3525 1111 2223 3300 0181 5500 1000 0000 1110 0000 0019"],
    ["a boleto's line", "23793.38128 60000.000003 00000.000400 1 84340000012345"],
    ["a card that is masked or cut", "Cartão **** **** **** 1111, final 1111"],
    ["a card number with a wrong check digit", "Cartão 4111 1111 1111 1112"],
    ["digits of no known issuer", "Cartão fidelidade 9999 9999 9999 9995"],
    ["an example of the form", "Digite no formato 000.000.000-00 ou 123.456.789-00"],
    ["a request in words", "Me envie seu CPF e o número do cartão? Nunca pedimos!"],
    ["an id without a payment word", "Protocolo 123e4567-e89b-12d3-a456-426614174000"],
    ["an American number without its word", "Ref. 123-45-6789"],
    ["a DNI with the wrong letter", "DNI 12345678A"],
    ["eight digits and a letter that are something else", "Lote 12345678Z"],
    ["a tax number of a company in Spain", "NIF B12345674"],
    ["opening hours and prices", "10 11 12 2026, das 0800 às 1800, R$ 1.234.567,89"],
    ["years", "2023 2024 2025 2026 ✨"],
    ["letters of other scripts", "नमस्ते ४१११ 💳 สวัสดี ١٢٣٤"],
    ["words in capitals with digits", "PROMO2026 DESCONTO10 AB12 CD34"],
  ])("allows %s: %j", async (_what, text) => {
    expect(await listMatches(noSensitiveData, text)).toEqual([]);
  });

  test("checks all texts and never repeats the number", async () => {
    const content = {
      name: "Teste 529.982.247-25",
      text: "Oi",
      autofill: "CPF 52998224725",
      iceBreakers: ["Cartão 4111 1111 1111 1111"],
    };
    const fix = "Remove it: everyone who opens the chat can read it.";
    expect(await listMessages(noSensitiveData, content)).toEqual([
      `name, characters 7 to 20: the text contains a CPF number. ${fix}`,
      `autofillMessage.content, characters 5 to 15: the text contains a CPF number. ${fix}`,
      `iceBreakers[0].title, characters 8 to 26: the text contains a payment card number. ${fix}`,
    ]);
  });

  test.each([
    ["Mastercard", "2223 0031 2200 3222"],
    ["American Express", "3714 496353 98431"],
    ["Discover", "6011 1111 1111 1117"],
    ["JCB", "3530 1113 3330 0000"],
    ["Elo", "6362 9700 0045 7013"],
    ["Hipercard", "6062 8288 8866 6688"],
    ["UnionPay, of nineteen digits", "6205 5000 0000 0000 004"],
  ])("finds numbers of %s", async (_scheme, number) => {
    expect(await listMatches(noSensitiveData, `${number}!`)).toEqual([number]);
  });

  test("lists five of a hundred numbers and counts the rest", async () => {
    const messages = await listMessages(noSensitiveData, "529.982.247-25, ".repeat(100));
    expect(messages).toHaveLength(6);
    expect(messages[5]).toContain("95 more of these are not listed");
  });
});

describe("no-secrets", () => {
  /** Joins parts, so that the sources contain no whole key. */
  function join(...parts: readonly string[]): string {
    return parts.join("");
  }

  const secrets = {
    "a Meta access token": join("EA", "A", "B1c2D3".repeat(8)),
    "a Stripe key": join("sk_", "live_", "a1B2".repeat(6)),
    "a GitHub token": join("gh", "p_", "a1B2".repeat(9)),
    "a GitLab token": join("glp", "at-", "a1B2".repeat(5)),
    "an AWS access key": join("AK", "IA", "A1B2".repeat(4)),
    "a Slack token": join("xo", "xb-", "123456789012-", "a1B2".repeat(6)),
    "a Google key": join("AI", "za", "a1B2c".repeat(7)),
    "an API key": join("sk-", "proj-", "a1B2".repeat(6)),
    "an npm token": join("np", "m_", "a1B2".repeat(9)),
    "a PyPI token": join("py", "pi-", "a1B2".repeat(12)),
    "a SendGrid key": join("S", "G.", "a1B2".repeat(5), ".", "a1B2".repeat(10)),
    "a Twilio key": join("S", "K", "a1b2".repeat(8)),
    "a Telegram bot token": join("123456789:", "a1B2c".repeat(7)),
    "a Pulumi access token": join("pu", "l-", "a1b2".repeat(10)),
    "a Mercado Pago access token": join("APP_", "USR-", "1234567890-", "a1b2".repeat(8)),
    "a DigitalOcean token": join("do", "p_v1_", "a1b2".repeat(16)),
    "a signed token": join("ey", "Ja1B2a1B2", ".ey", "Ja1B2a1B2", ".", "a1B2".repeat(6)),
    "a bearer token": join("Bearer ", "a1B2".repeat(6)),
    "a private key": join("-----BEGIN ", "RSA ", "PRIVATE ", "KEY-----"),
  };

  test.each(Object.keys(secrets) as readonly (keyof typeof secrets)[])(
    "finds %s and does not repeat it",
    async (kind) => {
      const text = `Oi! ${secrets[kind]} 👋`;
      expect(await listMatches(noSecrets, text)).toEqual([secrets[kind]]);
      const [message = ""] = await listMessages(noSecrets, text);
      expect(message).toContain(`: the text contains ${kind}. Remove the secret`);
      const rest =
        secrets[kind].match(/[A-Za-z0-9]{5,}/g)?.filter((piece) => !["Bearer", "BEGIN", "PRIVATE"].includes(piece)) ??
        [];
      for (const piece of rest) expect(message).not.toContain(piece);
    },
  );

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
  ])("finds the secret in %j", async (text, found) => {
    expect(await listMatches(noSecrets, text)).toEqual([found]);
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
  ])("%j has no violations", async (text) => {
    expect(await listMatches(noSecrets, text)).toEqual([]);
  });

  test("checks all texts and locates each secret", async () => {
    const content = {
      name: secrets["a Stripe key"],
      text: "Oi",
      autofill: "senha: abc12345",
      iceBreakers: ["Oi", secrets["an npm token"]],
    };
    expect(await listMessages(noSecrets, content)).toEqual([
      expect.stringMatching(/^name, characters 1 to 32: the text contains a Stripe key\. /),
      expect.stringMatching(/^autofillMessage\.content, characters 1 to 15: the text contains a password\. /),
      expect.stringMatching(/^iceBreakers\[1\]\.title, characters 1 to 40: the text contains an npm token\. /),
    ]);
  });

  test("reports a key after the word password once", async () => {
    expect(await listMessages(noSecrets, `password: ${secrets["a GitHub token"]}`)).toHaveLength(1);
  });
});

describe("path-to-person", () => {
  test.each([
    ["Oi! Sou a Bia, assistente virtual da Lucky Shrub.", "assistente virtual"],
    ["¡Hola! Soy el agente virtual de Lucky Shrub.", "agente virtual"],
    ["This is an automated message.", "automated message"],
  ])("%j mentions a bot but no person", async (text, found) => {
    expect(await listMatches(pathToPerson, text)).toEqual([found]);
  });

  test.each([
    "Sou um robô. Digite 9 para falar com um atendente.",
    "Soy el asistente virtual. ¿Prefieres una persona?",
    "I am a bot. Type AGENT to talk to a human.",
  ])("%j offers a person", async (text) => {
    expect(await listMatches(pathToPerson, text)).toEqual([]);
  });

  test("accepts a person in an ice breaker, known or not", async () => {
    expect(
      await listMessages(pathToPerson, { text: "I am a bot", iceBreakers: ["Prices", "Talk to a person"] }),
    ).toEqual([]);
    expect(await listMessages(pathToPerson, { text: "I am a bot", iceBreakers: ["Prices", undefined] })).toEqual([
      "not applicable: some ice breakers are not known yet",
    ]);
  });

  test.each([
    "Oi! Como podemos ajudar?",
    "Portões automáticos e robô aspirador",
    "Botafogo FC",
    "Not a bot: we are here",
  ])("%j does not mention a bot", async (text) => {
    expect(await listMessages(pathToPerson, text)).toEqual([
      "not applicable: the greeting does not say that a bot answers",
    ]);
  });
});
