import { pieces, told } from "../testing/checked";
import { noShouting } from "./no-shouting";

test.each([
  "PROMOÇÃO IMPERDÍVEL SÓ HOJE",
  "¡OFERTA ÚNICA, COMPRA YA MISMO!",
  "BUY NOW AND SAVE A LOT",
  "СКИДКИ ТОЛЬКО СЕГОДНЯ",
])("%j shouts", async (text) => {
  expect(await told(noShouting, text)).toEqual([expect.stringMatching(/^text: most letters are capitals\. /)]);
});

test.each([
  ["Olá!!! Tudo bem?", "!!!"],
  ["¿Qué esperas???", "???"],
  ["Really?!?", "?!?"],
])("in %j the row of marks %j is found", async (text, found) => {
  expect(await pieces(noShouting, text)).toEqual([found]);
});

test.each(["🔥🔥🔥🔥 oi", "🇧🇷🇧🇷👨‍👩‍👧👍🏽 Oi!"])("%j is mostly emoji", async (text) => {
  expect(await told(noShouting, text)).toEqual([expect.stringContaining("visible characters are emoji")]);
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
  expect(await told(noShouting, text)).toEqual([]);
});

test("how loud is too loud may be set", async () => {
  expect(await told(noShouting, "Oi! Temos TUDO para você", { maxCapitalShare: 0.2 })).toHaveLength(1);
  expect(await told(noShouting, "BUY NOW AND SAVE A LOT!!!", { maxCapitalShare: 1, maxMarks: 3 })).toEqual([]);
  expect(await told(noShouting, "🔥🔥🔥🔥 oi", { maxEmojiShare: 0.7 })).toEqual([]);
});
