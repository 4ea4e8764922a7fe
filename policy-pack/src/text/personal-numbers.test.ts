import { findPersonalNumbers } from "./personal-numbers";

async function listNumbers(text: string): Promise<readonly string[]> {
  const found = await findPersonalNumbers(text);
  return found.map(({ kind, start, end }) => `${kind}: ${text.slice(start, end)}`);
}

test.each([
  ["Cartão ４１１１ １１１１ １１１１ １１１１", "a payment card number: ４１１１ １１１１ １１１１ １１１１"],
  ["٤١١١ ١١١١ ١١١١ ١١١١", "a payment card number: ٤١١١ ١١١١ ١١١١ ١١١١"],
  ["४१११ ११११ ११११ ११११", "a payment card number: ४१११ ११११ ११११ ११११"],
  ["④①①① ①①①① ①①①① ①①①①", "a payment card number: ④①①① ①①①① ①①①① ①①①①"],
  ["4111–1111–1111–1111", "a payment card number: 4111–1111–1111–1111"],
  ["4111 1111\n1111 1111", "a payment card number: 4111 1111\n1111 1111"],
  ["41\u200B11 1111 1111 1111", "a payment card number: 41\u200B11 1111 1111 1111"],
  ["cartão 4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1", "a payment card number: 4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1"],
  ["Faça um Pix para 52998224725", "a CPF number: 52998224725"],
  ["Chave Pix: 529 982 247 25", "a CPF number: 529 982 247 25"],
  ["529 982 247-25", "a CPF number: 529 982 247-25"],
  ["５２９．９８２．２４７－２５", "a CPF number: ５２９．９８２．２４７－２５"],
  ["52998224725 é a chave Pix", "a CPF number: 52998224725"],
  ["52998224725 (Pix)", "a CPF number: 52998224725"],
  ["CPF 529-982-247-25", "a CPF number: 529-982-247-25"],
  ["Pix para 11222333000181", "a Pix key: 11222333000181"],
  ["Chave Pix: 11 222 333 0001 81", "a Pix key: 11 222 333 0001 81"],
  ["My SSN: 123 45 6789", "a US social security number: 123 45 6789"],
])("%j contains %j", async (text, found) => {
  expect(await listNumbers(text)).toEqual([found]);
});

test.each([
  "Pedido 20261129001",
  "Pedido 52998224725, pague no Pix",
  "Pague o pedido nº 52998224725 com Pix",
  "Ligue 52998224725 e pague com Pix",
  // A mobile number whose digits also make a CPF.
  "Pix no celular 11987654321 ou 11900000083",
  "CNPJ 11222333000181, Pix e cartão",
  "Pix CNPJ: 11222333000181",
  "Pix 11.222.333/0001-81",
  "A chave do apartamento 204 está pronta",
  "４１１ bolos",
  "Ligue para a loja em ２０２６",
  "2023\n2024\n2025\n2026",
  "Nota de 1 a 5: 1 2 3 4 5",
])("%j contains no personal number", async (text) => {
  expect(await listNumbers(text)).toEqual([]);
});
