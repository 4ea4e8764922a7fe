import { pieces, told } from "../testing/checked";
import { noPlaceholders } from "./no-placeholders";

test.each([
  ["Hi {{1}}", "{{1}}"],
  ["Hi {{user_first_name}}, welcome", "{{user_first_name}}"],
  ["TODO: greeting", "TODO"],
  ["Texto FIXME aqui", "FIXME"],
  ["Lorem ipsum dolor", "Lorem ipsum"],
  ["Olá ${nome}", "${nome}"],
  ["Hi [object Object]", "[object Object]"],
])("a placeholder in %j is found as %j", async (text, found) => {
  expect(await pieces(noPlaceholders, text)).toEqual([found]);
});

test("autofill messages, ice breakers and the name are looked at too, each with its path and the place in it", async () => {
  const content = { name: "x {{1}}", text: "Hi", autofill: "FIXME", iceBreakers: ["ok", "{{x}}"] };
  expect(await told(noPlaceholders, content)).toEqual([
    'name, characters 3 to 7: "{{1}}" is a placeholder that nothing fills in. Write the words that people shall read.',
    expect.stringMatching(/^autofillMessage\.content, characters 1 to 5: /),
    expect.stringMatching(/^iceBreakers\[1\]\.title, characters 1 to 5: /),
  ]);
});

test.each(["Oi! Todo dia às 8h", "Método novo", "R$ {50}", "Preço: R$50", "Atendemos TODO o Brasil", "💚 Oi!", "{}"])(
  "%j is clean",
  async (text) => {
    expect(await pieces(noPlaceholders, text)).toEqual([]);
  },
);

test("of a thousand placeholders the first five are told, and how many more there are", async () => {
  const said = await told(noPlaceholders, "{{1}}".repeat(1_000));
  expect(said).toHaveLength(6);
  expect(said[5]).toContain("995 more of the same are not listed");
});
