import { pieces, told } from "../testing/checked";
import { noSensitiveData } from "./no-sensitive-data";

test.each([
  ["Pague no cartão 4111 1111 1111 1111 val. 12/27", "4111 1111 1111 1111"],
  ["Tarjeta 5555-5555-5555-4444, gracias", "5555-5555-5555-4444"],
  ["My Amex is 3782 822463 10005 👍", "3782 822463 10005"],
  ["cartão: 4111111111111111", "4111111111111111"],
  ["Card 4111 1111 1111 1111 123", "4111 1111 1111 1111 123"],
  ["Diners 3056 930902 5904", "3056 930902 5904"],
])("the card number in %j is found", async (text, found) => {
  expect(await pieces(noSensitiveData, text)).toEqual([found]);
});

test.each([
  ["Pix (CPF): 529.982.247-25", "529.982.247-25"],
  ["Meu cpf é 52998224725, ok?", "52998224725"],
  ["Transfiere al IBAN ES91 2100 0418 4502 0005 1332 PARA RESERVAR", "ES91 2100 0418 4502 0005 1332"],
  ["Pay to DE89370400440532013000.", "DE89370400440532013000"],
  ["Nossa chave: 123e4567-e89b-12d3-a456-426614174000", "123e4567-e89b-12d3-a456-426614174000"],
  ["My SSN is 123-45-6789", "123-45-6789"],
  ["Mi DNI es 12345678Z", "12345678Z"],
  ["DNI: 12.345.678-Z", "12.345.678-Z"],
  ["NIE X1234567L", "X1234567L"],
  ["BEML920313HCMLNS09", "BEML920313HCMLNS09"],
])("the person's number in %j is found", async (text, found) => {
  expect(await pieces(noSensitiveData, text)).toEqual([found]);
});

test.each([
  ["a telephone number", "Ligue (11) 98765-4321, 11987654321, +55 11 98765-4321 ou 0800 123 4567"],
  ["a telephone number with the digits of a CPF", "Chame 52998224725"],
  ["a company's CNPJ", "CNPJ 11.222.333/0001-81, ou 11222333000181"],
  ["an order number that passes Luhn", "Seu pedido 4111111111111111 chegou"],
  ["an invoice's access key", "NF-e 3525 1111 2223 3300 0181 5500 1000 0000 1110 0000 0019"],
  ["a boleto's line", "23793.38128 60000.000003 00000.000400 1 84340000012345"],
  ["a card that is masked or cut", "Cartão **** **** **** 1111, final 1111"],
  ["a card number with a wrong check digit", "Cartão 4111 1111 1111 1112"],
  ["digits of no known issuer", "Cartão fidelidade 9999 9999 9999 9995"],
  ["an example of the form", "Digite no formato 000.000.000-00 ou 123.456.789-00"],
  ["a request in words", "Me envie seu CPF e o número do cartão? Nunca pedimos!"],
  ["an id without a word of payment", "Protocolo 123e4567-e89b-12d3-a456-426614174000"],
  ["an American number without its word", "Ref. 123-45-6789"],
  ["a DNI with the wrong letter", "DNI 12345678A"],
  ["eight digits and a letter that are something else", "Lote 12345678Z"],
  ["a tax number of a company in Spain", "NIF B12345674"],
  ["opening hours and prices", "10 11 12 2026, das 0800 às 1800, R$ 1.234.567,89"],
  ["years", "2023 2024 2025 2026 ✨"],
  ["letters of other scripts", "नमस्ते ४१११ 💳 สวัสดี ١٢٣٤"],
  ["words in capitals with digits", "PROMO2026 DESCONTO10 AB12 CD34"],
])("%s is clean: %j", async (_what, text) => {
  expect(await pieces(noSensitiveData, text)).toEqual([]);
});

test("names, autofill messages and ice breakers are looked at too, and no message repeats a digit of the data", async () => {
  const content = {
    name: "Teste 529.982.247-25",
    text: "Oi",
    autofill: "CPF 52998224725",
    iceBreakers: ["Cartão 4111 1111 1111 1111"],
  };
  const fix = "stands here. Take it out: everyone who opens the chat would read it.";
  expect(await told(noSensitiveData, content)).toEqual([
    `name, characters 7 to 20: a CPF number ${fix}`,
    `autofillMessage.content, characters 5 to 15: a CPF number ${fix}`,
    `iceBreakers[0].title, characters 8 to 26: a payment card number ${fix}`,
  ]);
});

test.each([
  ["Mastercard", "2223 0031 2200 3222"],
  ["American Express", "3714 496353 98431"],
  ["Discover", "6011 1111 1111 1117"],
  ["JCB", "3530 1113 3330 0000"],
  ["Elo", "6362 9700 0045 7013"],
  ["Hipercard", "6062 8288 8866 6688"],
  ["UnionPay, of nineteen digits", "6205 5000 0000 0000 004"],
])("numbers of %s are known", async (_scheme, number) => {
  expect(await pieces(noSensitiveData, `${number}!`)).toEqual([number]);
});

test("of a hundred numbers the first five are told, and how many more there are", async () => {
  const said = await told(noSensitiveData, "529.982.247-25, ".repeat(100));
  expect(said).toHaveLength(6);
  expect(said[5]).toContain("95 more of the same are not listed");
});
