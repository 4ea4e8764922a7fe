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
])("%j is clean", async (text) => {
  expect(await pieces(noPlaceholders, text)).toEqual([]);
});

test("of a thousand placeholders the first five are told, and how many more there are", async () => {
  const said = await told(noPlaceholders, "{{1}}".repeat(1_000));
  expect(said).toHaveLength(6);
  expect(said[5]).toContain("995 more of the same are not listed");
});
