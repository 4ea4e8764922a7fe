import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { parse } from "yaml";
import { checkContent, listMatches, listMessages } from "../testing/content-rules";
import { noSensitiveRequests } from "./sensitive-requests";

const samples = parse(readFileSync(join(__dirname, "../testing/requests.yaml"), "utf8")) as Readonly<
  Record<string, readonly string[]>
>;

describe("no-sensitive-requests", () => {
  test.each([
    ["Olá! Envie seu nome completo, endereço e CPF para o cadastro.", "Envie seu nome completo, endereço e CPF"],
    ["Qual é o seu RG?", "Qual é o seu RG"],
    ["Informe o número do cartão e a validade", "Informe o número do cartão"],
    ["¡Hola! Indícanos tu DNI.", "Indícanos tu DNI"],
    ["Envíanos el número de tu tarjeta", "Envíanos el número de tu tarjeta"],
    ["¿Cuál es tu contraseña?", "Cuál es tu contraseña"],
    ["Please send us your credit card number.", "send us your credit card number"],
    ["What's your social security number?", "What's your social security number"],
    ["No problem, send us your PIN", "send us your PIN"],
    ["Envie o co\u0301digo de verificac\u0327a\u0303o", "Envie o co\u0301digo de verificac\u0327a\u0303o"],
  ])("%j asks for sensitive data: %j", async (text, found) => {
    expect(await listMatches(noSensitiveRequests, text)).toEqual([found]);
  });

  test.each([
    "Nunca envie sua senha.",
    "Nunca, em hipótese alguma, envie sua senha!",
    "Nunca pedimos sua senha nem o número do cartão.",
    "Informe os últimos 4 dígitos do cartão",
    "Aceitamos cartão de crédito e Pix.",
    "Tenha seu CPF em mãos na loja.",
    "Você tem CNH? Conheça nossos carros.",
    "Digite 1 para atualizar seu CPF ou 2 para falar com a gente",
    "Esqueceu sua senha? Fale com a gente.",
    "Envie seu nome e leve seu CPF no dia da matrícula",
    "Envíanos un mensaje y abre tu cuenta bancaria",
    "Confirm your booking and bring your passport number",
    "Mande um oi e recupere sua senha",
    "No envíes tu contraseña a nadie.",
    "Escríbenos si olvidaste tu contraseña",
    "Aceptamos tarjetas. ¿Tienes pasaporte?",
    "Dinos si tienes DNI",
    "Never send your password to anyone",
    "We will send you a verification code by SMS",
    "We'll send your one-time code now",
    "Send us a message to reset your password",
    "Tell us if you have a passport number",
    "Send us the last four digits of your card number",
    "We accept cards. Do you have a passport?",
    "Don't share your PIN with anybody",
    "名前とご用件をお送りください",
    "أرسل لنا رسالة 💬",
  ])("%j has no violations", async (text) => {
    expect(await listMatches(noSensitiveRequests, text)).toEqual([]);
  });

  test("reports prefilled messages that give a number, not others", async () => {
    const content = {
      autofill: "My card number is ",
      iceBreakers: [
        "Meu CPF é",
        "Enviar mi DNI",
        "Esqueci minha senha",
        "Mudar meu CPF e meu nome",
        "Qual é a senha do Wi-Fi?",
      ],
    };
    expect(await listMessages(noSensitiveRequests, content)).toEqual([
      expect.stringMatching(/^autofillMessage\.content, characters 4 to 14: "card number" makes the customer send/),
      expect.stringMatching(
        /^iceBreakers\[0\]\.title, characters 5 to 7: "CPF" makes the customer send a personal ID number\. /,
      ),
      expect.stringMatching(/^iceBreakers\[1\]\.title, .*"Enviar mi DNI"/),
    ]);
  });

  test.each([
    ["I got the code by SMS, here it is", 1],
    ["Ya tengo el código de 6 dígitos, se lo paso", 1],
    ["Recebi o código por SMS, vou mandar aqui", 1],
    ["Recebi o código por SMS, aqui está certo?", 0],
    ["Tengo un código de descuento, aquí va", 0],
  ])("counts the codes that customers give in %j: %i", async (title, count) => {
    expect(await listMessages(noSensitiveRequests, { iceBreakers: [title] })).toHaveLength(count);
  });

  const { "nothing sensitive": lookAlikes = [], ...requests } = samples;

  test.each(Object.entries(requests).flatMap(([kind, texts]) => texts.map((text) => [kind, text] as const)))(
    "finds a request for %s: %j",
    async (kind, text) => {
      expect((await listMessages(noSensitiveRequests, text)).join("\n")).toContain(` asks for ${kind}. `);
    },
  );

  test.each(lookAlikes)("%j asks for nothing sensitive", async (text) => {
    expect(await listMatches(noSensitiveRequests, text)).toEqual([]);
  });

  const askingForms = [
    ...["envie", "envia", "manda", "mande", "me passa", "informe", "digite", "pode enviar", "poderia me mandar"],
    ...[
      "envíanos",
      "envíenos",
      "mándame",
      "mandame",
      "pásanos",
      "indica",
      "indique",
      "¿puedes compartir",
      "necesitamos",
    ],
    ...["send", "please send us", "share", "enter", "reply with", "could you provide", "would you mind sending"],
    ...["we need", "precisamos", "preciso", "necesito", "qual é", "¿cuál es", "what's"],
  ];
  const names = [
    ...[
      "o seu CPF",
      "a foto do seu RG",
      "a sua senha do banco",
      "o número do seu cartão",
      "o código que chegou por SMS",
    ],
    ...["tu DNI", "la clave de tu banco", "el número de tu tarjeta", "el código que te llegó por SMS", "tu CLABE"],
    ...["your SSN", "your bank password", "your card number", "the code you got by SMS", "a photo of your passport"],
  ];

  test.each(askingForms)("finds every kind of data after %j", async (form) => {
    for (const name of names) {
      expect([name, await listMatches(noSensitiveRequests, `${form} ${name}`)]).toEqual([name, [expect.any(String)]]);
    }
  });

  test.each(["nunca", "não", "no", "jamás", "never", "do not", "nunca pedimos que você", "we will never ask you to"])(
    "finds no request after %j",
    async (refusal) => {
      for (const verb of ["envie", "mande", "envíe", "comparta", "send", "share"]) {
        for (const name of names) {
          expect(await listMatches(noSensitiveRequests, `${refusal} ${verb} ${name}`)).toEqual([]);
        }
      }
    },
  );

  test.each(["\n", "\r\n", "  \n  ", "\u00a0", "\t"])("reads %j within a sentence as a blank", async (blank) => {
    for (const text of ["envie o seu CPF", "please send your card number", "mándanos la foto de tu DNI"]) {
      for (const [{ index }] of [...text.matchAll(/ /g)].map((match) => [match] as const)) {
        const broken = text.slice(0, index) + blank + text.slice(index + 1);
        expect(await listMatches(noSensitiveRequests, broken)).toHaveLength(1);
      }
    }
  });

  test.each(["- ", "* ", "• ", "– ", "1. ", "2) ", "✅ ", ""])(
    "continues a request in a list with %j",
    async (sign) => {
      const list = ["Nome", "Endereço", "CPF"].map((item) => `${sign}${item}`).join("\n");
      expect(await listMatches(noSensitiveRequests, `Para o cadastro, envie:\n${list}`)).toHaveLength(1);
      expect(await listMatches(noSensitiveRequests, `Fazemos:\n${list}\nMande um oi`)).toEqual([]);
    },
  );

  test("an item of a list does not ask for the next one", async () => {
    expect(await listMatches(noSensitiveRequests, "Serviços:\n- Mande um oi\n- CNH em 45 dias\n- RG e CPF")).toEqual(
      [],
    );
  });

  test("reports one request for several documents", async () => {
    expect(await listMatches(noSensitiveRequests, "Envie RG, CPF e CNH, por favor")).toEqual(["Envie RG, CPF e CNH"]);
  });

  test("checks hostile texts in linear time", async () => {
    const pieces = fc.constantFrom(
      ...[
        "envie ",
        "o CPF ",
        "código ",
        "que chegou ",
        "de 6 dígitos ",
        "por SMS ",
        "foto do ",
        "seu ",
        "e ",
        ", ",
        ": ",
      ],
      ...["\n- ", "• ", "C.P.F. ", "cód. ", "nunca ", ". ", "send ", "your ", "card ", "\n", " ", "a", "1", "CPF:\n"],
    );
    await fc.assert(
      fc.asyncProperty(fc.array(pieces, { minLength: 1, maxLength: 4 }), async (chosen) => {
        const piece = chosen.join("");
        const started = performance.now();
        await checkContent(noSensitiveRequests, piece.repeat(Math.ceil(10_000 / piece.length)).slice(0, 10_000));
        expect(performance.now() - started).toBeLessThan(500);
      }),
      { numRuns: 100 },
    );
  });
});
