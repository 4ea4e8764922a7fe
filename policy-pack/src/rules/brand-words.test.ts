import { pieces, told } from "../testing/checked";
import { brandWords } from "./brand-words";

const options = { words: ["Lucky Shrub", "Café Sol"] };

test.each([
  ["Olá, aqui é a lucky shrub!", "lucky shrub"],
  ["Bienvenido a Lucky Schrub", "Lucky Schrub"],
  ["Welcome to LUCKY SHRUB", "LUCKY SHRUB"],
  ["Bem-vindo ao Cafe Sol", "Cafe Sol"],
])("%j does not spell the brand as it is written", async (text, found) => {
  expect(await pieces(brandWords, text, options)).toEqual([found]);
});

test.each([
  "Lucky Shrub: plantas",
  "Lucky Shrub's new garden",
  "Veja https://luckyshrub.com/lucky-shrub e @lucky.shrub",
  "Um café ao sol",
  "You are lucky: shrubs are on sale",
  "幸運",
])("%j is clean", async (text) => {
  expect(await pieces(brandWords, text, options)).toEqual([]);
});

test("where the brand is required, a greeting without it is found, one that is not known is not", async () => {
  expect(await told(brandWords, "Oi!", { ...options, required: true })).toEqual([
    'text: the greeting does not name the brand. Name "Lucky Shrub" or "Café Sol".',
  ]);
  expect(await told(brandWords, "Oi da Lucky Shrub!", { ...options, required: true })).toEqual([]);
  expect(await told(brandWords, { autofill: "Oi" }, { ...options, required: true })).toEqual([]);
});

test("without words nothing is checked", async () => {
  expect(await told(brandWords, "Hi")).toEqual(["not applicable: the option words names no brand"]);
});
