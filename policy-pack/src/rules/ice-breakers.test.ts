import { checkContent, listMessages } from "../testing/content-rules";
import { distinctIceBreakers, plainIceBreakers } from "./ice-breakers";

describe("plain-ice-breakers", () => {
  function check(...iceBreakers: readonly string[]) {
    return listMessages(plainIceBreakers, { iceBreakers });
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
    ["Where is\nmy order?", "contains a line break"],
  ])("%j is reported", async (title, words) => {
    expect(await check(title)).toEqual([expect.stringContaining(words)]);
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
  ])("%j has no violations", async (title) => {
    expect(await check(title)).toEqual([]);
  });

  test("allows emoji, line breaks and formatting in the greeting and autofill message", async () => {
    expect(
      await listMessages(plainIceBreakers, { text: "*Oi* 👋\nTudo bem?", autofill: "Oi 👋", iceBreakers: ["Preço?"] }),
    ).toEqual([]);
  });

  test("locates the emoji in its ice breaker", async () => {
    expect(await checkContent(plainIceBreakers, { iceBreakers: ["Preço?", "Comprar 🛒"] })).toEqual([
      expect.objectContaining({ path: "iceBreakers[1].title", span: { start: 8, end: 10 } }),
    ]);
  });

  test("does not apply to a sequence without ice breakers", async () => {
    expect(await listMessages(plainIceBreakers, "*Oi* 👋")).toEqual([
      "not applicable: the sequence has no ice breakers",
    ]);
  });
});

describe("distinct-ice-breakers", () => {
  function check(iceBreakers: readonly string[], options: object = {}) {
    return listMessages(distinctIceBreakers, { iceBreakers }, options);
  }

  test.each([
    ["Quero saber o preço", "quero saber o preco!"],
    ["¿Dónde están?", "Donde estan"],
    ["Where are you?", "where  are you"],
    ["📞", "📞"],
    ["今日は", "今日は！"],
    ["Привет", "привет."],
  ])("%j and %j are the same", async (a, b) => {
    expect(await check([a, b])).toEqual([expect.stringContaining("asks the same as iceBreakers[0].title")]);
  });

  test.each([
    ["Quero conhecer os produtos da loja do Centro", "Quero conhecer os produtos na loja do Centro"],
    ["Quiero ver el catálogo completo de productos", "Quiero ver catálogo completo de productos"],
    ["I want to track my recent order", "I want to track my recent orders"],
  ])("%j and %j are nearly the same", async (a, b) => {
    expect(await check([a, b])).toEqual([expect.stringContaining("asks nearly the same as iceBreakers[0].title")]);
  });

  test.each([
    ["Quero saber mais sobre o plano A", "Quero saber mais sobre o plano B"],
    ["Quero saber o preço do plano 1", "Quero saber o preço do plano 2"],
    ["Quero ver ofertas de tênis masculinos para corrida", "Quero ver ofertas de tênis femininos para corrida"],
    ["Quero comprar o produto com frete incluso", "Quero comprar o produto sem frete incluso"],
    ["Quiero información del curso de mañana", "Quiero información del curso de tarde"],
    ["I want to buy a gift for him", "I want to buy a gift for her"],
    ["Ração para gato", "Ração para pato"],
    ["📞", "📧"],
    ["Sim", "Não"],
    ["価格", "場所"],
    ["Curso de C++", "Curso de C#"],
    ["Quero o Plano+", "Quero o Plano"],
    ["कि", "का"],
    ["ปา", "ปี"],
  ])("%j and %j are distinct", async (a, b) => {
    expect(await check([a, b], { minSimilarity: 0.5 })).toEqual([]);
  });

  test("reports an ice breaker that repeats the autofill message", async () => {
    expect(
      await listMessages(distinctIceBreakers, {
        autofill: "Quero saber mais!",
        iceBreakers: ["Preço?", "quero saber mais"],
      }),
    ).toEqual([
      'iceBreakers[1].title: "quero saber mais" asks the same as autofillMessage.content. Ask something else, or remove the duplicate.',
    ]);
  });

  test("similarity 1 finds equal titles only", async () => {
    const titles = ["Quero ver o catálogo", "Quero ver um catálogo", "quero ver o catalogo"];
    expect(await check(titles, { minSimilarity: 1 })).toEqual([
      expect.stringMatching(/^iceBreakers\[2\].*asks the same/),
    ]);
    expect(() => distinctIceBreakers.configure({ minSimilarity: 0.2 }, { now: () => new Date(0) })).toThrow();
  });

  test("very long titles match only if they are equal", async () => {
    const long = "Quero saber o preço. ".repeat(20);
    expect(await check([long, long])).toHaveLength(1);
    expect(await check([long, long.toLowerCase()])).toEqual([]);
  });

  test("finds equal titles among very many", async () => {
    const titles = Array.from({ length: 1_000 }, (_, i) => `Pergunta ${i}`);
    expect(await check([...titles, "pergunta 999"])).toEqual([expect.stringContaining("iceBreakers[999].title")]);
  });

  test.each([{ iceBreakers: [] }, { iceBreakers: ["Preço?"] }, { autofill: "Oi", iceBreakers: [undefined] }])(
    "with %j there is nothing to compare",
    async (content) => {
      expect(await listMessages(distinctIceBreakers, content)).toEqual([
        "not applicable: the sequence has no two texts to compare",
      ]);
    },
  );
});
