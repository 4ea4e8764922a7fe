import { listMatches, listMessages } from "../testing/content-rules";
import { balancedFormatting, noShouting } from "./formatting";

describe("balanced-formatting", () => {
  test.each([
    ["*Promoção imperdível", "*Promoção"],
    ["Oi!\n*Promoção imperdível\nVenha ver", "*Promoção"],
    ["Aproveite a *Promoção de hoje", "*Promoção"],
    ["Peça *agora mesmo! A entrega é rápida.", "*agora"],
    ["🎉 *Oferta de inverno!", "*Oferta"],
    ["*Promoção\nimperdível*", "*Promoção"],
    ["*Promoção * até sexta", "*Promoção"],
    ["*50% OFF em toda a loja", "*50%"],
    ["> *Atendimento humano", "*Atendimento"],
    ["*¡Promoción de verano!", "*¡Promoción"],
    ["Hola, *Bienvenido a la tienda", "*Bienvenido"],
    ["*Big summer sale", "*Big"],
    ["_Atendimento das 8h às 18h", "_Atendimento"],
    ["_Horario de atención\nlunes a viernes_", "_Horario"],
    ["~De R$ 99 ~ por R$ 49", "~De"],
    ["Use o cupom `PROMO10 no site", "`PROMO10"],
    ["Seu código: ```PROMO10", "```PROMO10"],
    ["**Promoção** de hoje", "**Promoção**"],
    ["__Horario__ de hoy", "__Horario__"],
  ])("%j: reports the marker at %j", async (text, piece) => {
    expect(await listMatches(balancedFormatting, text)).toEqual([piece]);
  });

  test.each([
    "*Promoção* imperdível",
    "*_Promoção_* ~de ontem~ `PROMO10`",
    "_*Promoção*_",
    "(*só hoje*), 🎉*hoje*🎉",
    "```PROMO10\nPROMO20```",
    "`a*b`",
    "5 * 3 = 15 e 2*3*4",
    "snake_case e _lojadamaria",
    "Siga @_loja_ e maria_silva@loja.com.br",
    "~10 min, ~R$ 50, ~meia hora",
    "Até já!\n~Ana",
    "* Corte\n* Barba",
    "*Corte\n*Barba\n*Sobrancelha",
    "- Corte\n- Barba",
    "> * Corte",
    "* terms apply",
    "*terms apply",
    "*asterisco no fim",
    "Frete grátis*\n*Consulte condições",
    "Oferta*.\nVenha hoje!\n*Para a primeira compra",
    "Oi! Frete grátis.\n*Imagens ilustrativas.",
    "10% de desconto *no pix",
    "Parcelas de R$ 50 *À vista R$ 480",
    "Precio especial *Válido hasta agotar stock. Ver más",
    "Free delivery *Subject to availability. See more",
    "Oi :* *-* ^_^ -_- >_< (*_*) T_T o_O",
    "Hotel 5* na praia",
    "Disque *144# ou *9090",
    "Querid* client*, bem-vind*",
    "*** OFERTA ***",
    "____\n~~~~\n****",
    "https://loja.com.br/~ana/_a_*b https://loja.com.br/*Promo",
    "'Twas `tis and `so´",
    "d`água",
    "*注意事項",
    "*สวัสดี*",
    "*Привет* и _пока_",
    "👨‍👩‍👧*Família*👨‍👩‍👧",
  ])("%j has no violations", async (text) => {
    expect(await listMatches(balancedFormatting, text)).toEqual([]);
  });

  test("names the style and the fix", async () => {
    expect(await listMessages(balancedFormatting, "*Promoção imperdível")).toEqual([
      'text, characters 1 to 9: "*Promoção" starts bold but never ends it. Put * right after the last word in the same line, or remove the marker.',
    ]);
    expect(await listMessages(balancedFormatting, { autofill: "**Oi**" })).toEqual([
      'autofillMessage.content, characters 1 to 6: "**Oi**" has doubled markers, and WhatsApp shows one of each pair. Use one marker on each side: *bold*, _italic_, ~strikethrough~.',
    ]);
  });
});

describe("no-shouting", () => {
  test.each([
    "PROMOÇÃO IMPERDÍVEL SÓ HOJE",
    "¡OFERTA ÚNICA, COMPRA YA MISMO!",
    "BUY NOW AND SAVE A LOT",
    "СКИДКИ ТОЛЬКО СЕГОДНЯ",
  ])("%j shouts", async (text) => {
    expect(await listMessages(noShouting, text)).toEqual([
      expect.stringMatching(/^text: most letters are capitals\. /),
    ]);
  });

  test.each([
    ["Olá!!! Tudo bem?", "!!!"],
    ["¿Qué esperas???", "???"],
    ["Really?!?", "?!?"],
  ])("%j: reports the marks %j", async (text, found) => {
    expect(await listMatches(noShouting, text)).toEqual([found]);
  });

  test.each(["🔥🔥🔥🔥 oi", "🇧🇷🇧🇷👨‍👩‍👧👍🏽 Oi!"])("%j is mostly emoji", async (text) => {
    expect(await listMessages(noShouting, text)).toEqual([expect.stringContaining("visible characters are emoji")]);
  });

  test.each([
    "Olá! Envie CPF, RG e CNH na loja",
    "PROMOÇÃO: 10% para você",
    "SUPERPROMOCIONAL",
    "CPF, CNPJ, CNH, IPVA, IPTU",
    "¡Hola! ¿Qué tal?!",
    "IBM and NASA engineers meet at our place",
    "OK, 24H",
    "こんにちは、ご用件をお聞かせください",
    "שלום וברוכים הבאים לחנות שלנו",
    "مرحبا بكم في متجرنا",
    "👋🏽 Oi! Bem-vindo 💚💚💚 à nossa loja",
    "👨‍👩‍👧👍🏽",
  ])("%j does not shout", async (text) => {
    expect(await listMessages(noShouting, text)).toEqual([]);
  });

  test("options set the limits", async () => {
    expect(await listMessages(noShouting, "Oi! Temos TUDO para você", { maxCapitalShare: 0.2 })).toHaveLength(1);
    expect(await listMessages(noShouting, "BUY NOW AND SAVE A LOT!!!", { maxCapitalShare: 1, maxMarks: 3 })).toEqual(
      [],
    );
    expect(await listMessages(noShouting, "🔥🔥🔥🔥 oi", { maxEmojiShare: 0.7 })).toEqual([]);
  });
});
