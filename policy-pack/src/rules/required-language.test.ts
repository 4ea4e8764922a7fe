import { told } from "../testing/checked";
import { requiredLanguage } from "./required-language";

const greetings = {
  pt: "Olá! Seja bem-vindo à nossa loja. Como podemos ajudar você hoje?",
  es: "¡Hola! Bienvenido a nuestra tienda. ¿En qué podemos ayudarte hoy?",
  en: "Hi and welcome to our shop! How can we help you today?",
};

test.each([
  ["pt", "es", "text: seems to be Spanish, not Portuguese. Write it in Portuguese."],
  ["es", "pt", "text: seems to be Portuguese, not Spanish. Write it in Spanish."],
  ["en", "pt", "text: seems to be Portuguese, not English. Write it in English."],
  ["pt", "en", "text: seems to be English, not Portuguese. Write it in Portuguese."],
] as const)("where %s is required, a greeting in %s is found", async (language, written, said) => {
  expect(await told(requiredLanguage, greetings[written], { language })).toEqual([said]);
});

test.each(["pt", "es", "en"] as const)("a greeting in %s is clean where it is required", async (language) => {
  expect(await told(requiredLanguage, greetings[language], { language })).toEqual([]);
});

test("ice breakers count from twenty letters on", async () => {
  const content = { text: greetings.pt, iceBreakers: ["Menu", "I would like to know your opening hours"] };
  expect(await told(requiredLanguage, content, { language: "pt" })).toEqual([
    "iceBreakers[1].title: seems to be English, not Portuguese. Write it in Portuguese.",
  ]);
});

test.each([
  "Oi!",
  "Hello",
  "12345678901234567890123",
  "こんにちは、いらっしゃいませ。ご用件をお聞かせください。",
  "👋🏽👋🏽👋🏽",
])("the language of %j cannot be told", async (text) => {
  expect(await told(requiredLanguage, text, { language: "pt" })).toEqual([
    "not applicable: too short to tell its language",
  ]);
});

test("without a language nothing is checked", async () => {
  expect(await told(requiredLanguage, greetings.es)).toEqual(["not applicable: the option language is not set"]);
});
