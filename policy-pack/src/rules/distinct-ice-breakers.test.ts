import { told } from "../testing/checked";
import { distinctIceBreakers } from "./distinct-ice-breakers";

function of(iceBreakers: readonly string[], options: object = {}) {
  return told(distinctIceBreakers, { iceBreakers }, options);
}

test.each([
  ["Quero saber o preço", "quero saber o preco!"],
  ["¿Dónde están?", "Donde estan"],
  ["Where are you?", "where  are you"],
  ["📞", "📞"],
  ["今日は", "今日は！"],
  ["Привет", "привет."],
])("%j and %j are the same", async (a, b) => {
  expect(await of([a, b])).toEqual([expect.stringContaining("asks the same as iceBreakers[0].title")]);
});

test.each([
  ["Quero conhecer os produtos da loja do Centro", "Quero conhecer os produtos na loja do Centro"],
  ["Quiero ver el catálogo completo de productos", "Quiero ver catálogo completo de productos"],
  ["I want to track my recent order", "I want to track my recent orders"],
])("%j and %j are nearly the same", async (a, b) => {
  expect(await of([a, b])).toEqual([expect.stringContaining("asks nearly the same as iceBreakers[0].title")]);
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
  expect(await of([a, b], { minSimilarity: 0.5 })).toEqual([]);
});

test("an ice breaker that repeats the autofill message is told", async () => {
  expect(
    await told(distinctIceBreakers, { autofill: "Quero saber mais!", iceBreakers: ["Preço?", "quero saber mais"] }),
  ).toEqual([
    'iceBreakers[1].title: "quero saber mais" asks the same as autofillMessage.content. Ask something else, or take one of them out.',
  ]);
});

test("at likeness 1 only equal ones are found", async () => {
  const titles = ["Quero ver o catálogo", "Quero ver um catálogo", "quero ver o catalogo"];
  expect(await of(titles, { minSimilarity: 1 })).toEqual([expect.stringMatching(/^iceBreakers\[2\].*asks the same/)]);
  expect(() => distinctIceBreakers.with({ minSimilarity: 0.2 }, { now: () => new Date(0) })).toThrow();
});

test("very long titles are the same only where they are equal", async () => {
  const long = "Quero saber o preço. ".repeat(20);
  expect(await of([long, long])).toHaveLength(1);
  expect(await of([long, long.toLowerCase()])).toEqual([]);
});

test("among very many titles equal ones are still found", async () => {
  const titles = Array.from({ length: 1_000 }, (_, i) => `Pergunta ${i}`);
  expect(await of([...titles, "pergunta 999"])).toEqual([expect.stringContaining("iceBreakers[999].title")]);
});

test.each([{ iceBreakers: [] }, { iceBreakers: ["Preço?"] }, { autofill: "Oi", iceBreakers: [undefined] }])(
  "with %j there is nothing to compare",
  async (content) => {
    expect(await told(distinctIceBreakers, content)).toEqual([
      "not applicable: the sequence has no two texts to compare",
    ]);
  },
);
