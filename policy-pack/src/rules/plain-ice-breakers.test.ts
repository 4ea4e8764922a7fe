import { checked, told } from "../testing/checked";
import { plainIceBreakers } from "./plain-ice-breakers";

function of(...iceBreakers: readonly string[]) {
  return told(plainIceBreakers, { iceBreakers });
}

test.each([
  ["Quero comprar 🛒", '"🛒" is an emoji'],
  ["Ver catálogo ❤️", '"❤️" is an emoji'],
  ["Nossa família 👨‍👩‍👧", "is an emoji"],
  ["Envío a 🇧🇷", '"🇧🇷" is an emoji'],
  ["Opção 1️⃣", "is an emoji"],
  ["Ligar ☎", '"☎" is an emoji'],
  ["*Quero comprar*", '"*Quero comprar*" is formatted'],
  ["Ver _ofertas_", '"_ofertas_" is formatted'],
  ["Ver ~precios~ ofertas", '"~precios~" is formatted'],
  ["Use `PROMO`", '"`PROMO`" is formatted'],
  ["Where is\nmy order?", "a line break in an ice breaker"],
])("%j is told", async (title, words) => {
  expect(await of(title)).toEqual([expect.stringContaining(words)]);
});

test.each([
  "Quero saber o preço",
  "¿Cuánto cuesta?",
  "How much is it?",
  "Preço da Marca® e da Loja™",
  "5 * 3 = 15",
  "O que é snake_case?",
  "Hotel 5* na praia",
  "Oi *-*",
  "Apartamento nº 12, 1ª locação #2",
  "Ver ★ ofertas → aqui ✓",
  "価格を知りたい",
  "كم السعر؟",
  "ราคาเท่าไร",
  "नमस्ते, क्या दाम है?",
])("%j is clean", async (title) => {
  expect(await of(title)).toEqual([]);
});

test("the greeting and the autofill message may hold emoji, lines and formatting", async () => {
  expect(
    await told(plainIceBreakers, { text: "*Oi* 👋\nTudo bem?", autofill: "Oi 👋", iceBreakers: ["Preço?"] }),
  ).toEqual([]);
});

test("the path names the ice breaker and the span the piece", async () => {
  expect(await checked(plainIceBreakers, { iceBreakers: ["Preço?", "Comprar 🛒"] })).toEqual([
    expect.objectContaining({ path: "iceBreakers[1].title", span: { start: 8, end: 10 } }),
  ]);
});

test("a sequence without ice breakers is nothing to check", async () => {
  expect(await told(plainIceBreakers, "*Oi* 👋")).toEqual(["not applicable: the sequence has no ice breakers"]);
});
