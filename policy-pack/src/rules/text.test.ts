import { listMatches, listMessages } from "../testing/content-rules";
import { brandWords, noPlaceholders, requiredLanguage } from "./text";
import { textLength } from "./text-length";

describe("no-placeholders", () => {
  test.each([
    ["Hi {{1}}", "{{1}}"],
    ["Hi {{user_first_name}}, welcome", "{{user_first_name}}"],
    ["TODO: greeting", "TODO"],
    ["Texto FIXME aqui", "FIXME"],
    ["Lorem ipsum dolor", "Lorem ipsum"],
    ["Olá ${nome}", "${nome}"],
    ["Hi [object Object]", "[object Object]"],
    ["Olá %s, tudo bem?", "%s"],
    ["Faltam %d dias", "%d"],
    ["Hola %(nombre)s", "%(nombre)s"],
    ["Olá, %1$s!", "%1$s"],
    ["Oi <NOME>", "<NOME>"],
    ["Hola <NOMBRE DEL CLIENTE>", "<NOMBRE DEL CLIENTE>"],
    ["Oi <nome>", "<nome>"],
    ["Hi <first_name>", "<first_name>"],
    ["Oi [nome]!", "[nome]"],
    ["Hi [NAME]!", "[NAME]"],
    ["Hi [your name]!", "[your name]"],
    ["Aqui é da [nome da empresa].", "[nome da empresa]"],
    ["Soy [tu nombre]", "[tu nombre]"],
    ["O [produto 1] chegou", "[produto 1]"],
    ["Oi, [inserir saudação]", "[inserir saudação]"],
    ["Hola, [insertar saludo]", "[insertar saludo]"],
    ["Hi, [insert greeting]", "[insert greeting]"],
    ["Olá {nome}", "{nome}"],
    ["Olá XXX, tudo bem?", "XXX"],
    ["Até XX/XX/XXXX", "XX/XX/XXXX"],
    ["Das XX:XX às 18h", "XX:XX"],
    ["Por R$ XX,XX", "XX,XX"],
    ["Ligue (XX) XXXXX-XXXX", "(XX) XXXXX-XXXX"],
    ["Olá undefined", "undefined"],
    ["Olá undefined, tudo bem?", "undefined"],
    ["Hola null 👋", "null"],
    ["Hi undefined welcome", "undefined"],
    ["Total: R$ NaN", "NaN"],
    ["Hi [object Promise]", "[object Promise]"],
    [
      "Hi Calling [toString] on an [Output<T>] is not supported. Bye",
      "Calling [toString] on an [Output<T>] is not supported",
    ],
  ])("%j: finds the placeholder %j", async (text, found) => {
    expect(await listMatches(noPlaceholders, text)).toEqual([found]);
  });

  test("checks all texts and locates each placeholder", async () => {
    const content = { name: "x {{1}}", text: "Hi", autofill: "FIXME", iceBreakers: ["ok", "{{x}}"] };
    expect(await listMessages(noPlaceholders, content)).toEqual([
      `name, characters 3 to 7: "{{1}}" is an unfilled placeholder. Replace it with the final text; insert values of other resources with Pulumi's interpolation.`,
      expect.stringMatching(/^autofillMessage\.content, characters 1 to 5: /),
      expect.stringMatching(/^iceBreakers\[1\]\.title, characters 1 to 5: /),
    ]);
  });

  test.each([
    "Oi! Todo dia às 8h",
    "Método novo",
    "R$ {50}",
    "Preço: R$50",
    "Atendemos TODO o Brasil",
    "💚 Oi!",
    "{}",
    "100% sim",
    "50%desconto",
    "Suco 100%sem açúcar",
    "50 %de desconto",
    "Eu <3 você",
    "a < b e c > d",
    "<<OFERTA>> só hoje",
    "Promoção [só hoje] na loja",
    "Mande seus dados [nome, telefone]",
    "Hola [promo de verano]",
    "Hi [summer sale]",
    "Arte do século XX",
    "Feira do século XXX",
    "¡TODO INCLUIDO desde 1.295 €!",
    "TODO A MITAD DE PRECIO",
    "Peças novas TODO dia às 10h",
    "Entregamos em TODO O BRASIL",
    "Por nuestro XXX aniversario",
    "A XXX turma começa em março",
    "XXX Congresso de Medicina",
    "Papa João XXIII",
    "Tamanhos P a XXL",
    "Tamanhos XX e XXX",
    "Super Bowl XXX",
    "This offer is null and void where prohibited",
    "Dear customer, your booking is undefined.",
    "Nan e Nanda atendem você",
    "Undefined Studio",
    "Ananda, nulla e nulo",
    "ｎａｍｅ [名前] [имя] [اسم]",
  ])("%j has no violations", async (text) => {
    expect(await listMatches(noPlaceholders, text)).toEqual([]);
  });

  test("lists five of a thousand placeholders and counts the rest", async () => {
    const messages = await listMessages(noPlaceholders, "{{1}}".repeat(1_000));
    expect(messages).toHaveLength(6);
    expect(messages[5]).toContain("995 more of these are not listed");
  });
});

describe("text-length", () => {
  test("allows the limits and reports one character more", async () => {
    expect(
      await listMessages(textLength, {
        text: "a".repeat(300),
        autofill: "b".repeat(256),
        iceBreakers: Array<string>(4).fill("c".repeat(80)),
      }),
    ).toEqual([]);
    expect(
      await listMessages(textLength, {
        text: "a".repeat(301),
        autofill: "b".repeat(257),
        iceBreakers: ["Oi", "c".repeat(81)],
      }),
    ).toEqual([
      "text: the text has 301 characters, but WhatsApp is only known to show 300. Shorten it by 1 character.",
      "autofillMessage.content: the text has 257 characters, but WhatsApp is only known to show 256. Shorten it by 1 character.",
      "iceBreakers[1].title: the text has 81 characters, but WhatsApp is only known to show 80. Shorten it by 1 character.",
    ]);
  });

  test.each(["👨‍👩‍👧‍👦", "🇧🇷", "é", "ção", "ñ", "한", "नि", "👍🏽"])("counts %j in visible characters", async (character) => {
    const length = [...new Intl.Segmenter().segment(character)].length;
    expect(await listMessages(textLength, character.repeat(Math.floor(300 / length)))).toEqual([]);
    expect(await listMessages(textLength, character.repeat(Math.floor(300 / length) + 1))).toEqual([
      expect.stringContaining("30"),
    ]);
  });

  test("reports a fifth ice breaker, known or not", async () => {
    expect(await listMessages(textLength, { iceBreakers: ["a", undefined, "c", "d", "e"] })).toEqual([
      "iceBreakers: the sequence has 5 ice breakers, but WhatsApp is only known to show 4. Keep the most frequent questions.",
    ]);
  });

  test("reports a sixteenth line, with any line ending", async () => {
    expect(await listMessages(textLength, "a\n".repeat(14) + "a")).toEqual([]);
    for (const end of ["\n", "\r\n", "\u2028"]) {
      expect(await listMessages(textLength, `a${end}`.repeat(15) + "a")).toEqual([
        "text: the greeting has 16 lines; the maximum is 15. Keep what customers need first.",
      ]);
    }
  });

  test("options set the limits", async () => {
    const limits = { maxText: 2, maxIceBreaker: 2, maxIceBreakers: 1, maxAutofill: 2, maxLines: 1 };
    expect(
      await listMessages(textLength, { text: "a\nb", autofill: "olá", iceBreakers: ["Hola", "Oi"] }, limits),
    ).toHaveLength(5);
    expect(await listMessages(textLength, "a".repeat(4_000), { maxText: 4_096 })).toEqual([]);
  });

  test.each([{ maxText: 0 }, { maxText: 4_097 }, { maxLines: 1.5 }, { maxTexts: 1 }])(
    "rejects the limits %j",
    (limits) => {
      expect(() => textLength.configure(limits, { now: () => new Date(0) })).toThrow();
    },
  );

  test("estimates the length of a very long text", async () => {
    expect(await listMessages(textLength, "é".repeat(5_000))).toEqual([
      "text: the text has about 5000 characters, but WhatsApp is only known to show 300. Shorten it by about 4700 characters.",
    ]);
  });

  test("the name has no limit", async () => {
    expect(await listMessages(textLength, { name: "a".repeat(1_000) })).toEqual([]);
  });

  test("counts UTF-16 units and bytes if their limits are set", async () => {
    const text = "Olá 👨‍👩‍👧";
    expect(await listMessages(textLength, text)).toEqual([]);
    expect(await listMessages(textLength, text, { maxUtf16Units: 12, maxBytes: 23 })).toEqual([]);
    expect(await listMessages(textLength, text, { maxUtf16Units: 11, maxBytes: 22 })).toEqual([
      "text: the text has 12 UTF-16 units; the maximum is 11. Shorten it; emoji and accented letters count more than once.",
      "text: the text has 23 bytes in UTF-8; the maximum is 22. Shorten it; emoji and accented letters count more than once.",
    ]);
  });
});

describe("brand-words", () => {
  const options = { words: ["Lucky Shrub", "Café Sol"] };

  test.each([
    ["Olá, aqui é a lucky shrub!", "lucky shrub"],
    ["Bienvenido a Lucky Schrub", "Lucky Schrub"],
    ["Welcome to LUCKY SHRUB", "LUCKY SHRUB"],
    ["Bem-vindo ao Cafe Sol", "Cafe Sol"],
  ])("%j misspells the brand: %j", async (text, found) => {
    expect(await listMatches(brandWords, text, options)).toEqual([found]);
  });

  test.each([
    "Lucky Shrub: plantas",
    "Lucky Shrub's new garden",
    "Veja https://luckyshrub.com/lucky-shrub e @lucky.shrub",
    "Um café ao sol",
    "You are lucky: shrubs are on sale",
    "幸運",
  ])("%j has no violations", async (text) => {
    expect(await listMatches(brandWords, text, options)).toEqual([]);
  });

  test("requires the brand in a known greeting", async () => {
    expect(await listMessages(brandWords, "Oi!", { ...options, required: true })).toEqual([
      'text: the greeting does not name the brand. Name "Lucky Shrub" or "Café Sol".',
    ]);
    expect(await listMessages(brandWords, "Oi da Lucky Shrub!", { ...options, required: true })).toEqual([]);
    expect(await listMessages(brandWords, { autofill: "Oi" }, { ...options, required: true })).toEqual([]);
  });

  test("does not apply without words", async () => {
    expect(await listMessages(brandWords, "Hi")).toEqual(["not applicable: the option words is empty"]);
  });
});

describe("required-language", () => {
  const greetings = {
    pt: "Olá! Seja bem-vindo à nossa loja. Como podemos ajudar você hoje?",
    es: "¡Hola! Bienvenido a nuestra tienda. ¿En qué podemos ayudarte hoy?",
    en: "Hi and welcome to our shop! How can we help you today?",
  };

  test.each([
    ["pt", "es", "text: the text seems to be Spanish, not Portuguese. Write it in Portuguese."],
    ["es", "pt", "text: the text seems to be Portuguese, not Spanish. Write it in Spanish."],
    ["en", "pt", "text: the text seems to be Portuguese, not English. Write it in English."],
    ["pt", "en", "text: the text seems to be English, not Portuguese. Write it in Portuguese."],
  ] as const)("%s required: reports a greeting in %s", async (language, written, messages) => {
    expect(await listMessages(requiredLanguage, greetings[written], { language })).toEqual([messages]);
  });

  test.each(["pt", "es", "en"] as const)("%s required: allows a greeting in it", async (language) => {
    expect(await listMessages(requiredLanguage, greetings[language], { language })).toEqual([]);
  });

  test("checks ice breakers of at least twenty letters", async () => {
    const content = { text: greetings.pt, iceBreakers: ["Menu", "I would like to know your opening hours"] };
    expect(await listMessages(requiredLanguage, content, { language: "pt" })).toEqual([
      "iceBreakers[1].title: the text seems to be English, not Portuguese. Write it in Portuguese.",
    ]);
  });

  test.each([
    "Oi!",
    "Hello",
    "12345678901234567890123",
    "こんにちは、いらっしゃいませ。ご用件をお聞かせください。",
    "👋🏽👋🏽👋🏽",
  ])("cannot detect the language of %j", async (text) => {
    expect(await listMessages(requiredLanguage, text, { language: "pt" })).toEqual([
      "not applicable: the texts are too short to detect their language",
    ]);
  });

  test("does not apply without a language", async () => {
    expect(await listMessages(requiredLanguage, greetings.es)).toEqual([
      "not applicable: the option language is not set",
    ]);
  });
});
