import { pieces, told } from "../testing/checked";
import { restrictedTrades } from "./restricted-trades";

test.each([
  ["Cerveja artesanal em promoção", "Cerveja"],
  ["Temos munição e espingardas", "munição", "espingardas"],
  ["Venda de filhotes de golden", "Venda de filhotes"],
  ["Cerveza bien fría y botellas de vino", "Cerveza", "botellas de vino"],
  ["Compra criptomonedas hoy", "criptomonedas"],
  ["Cigarrillos y vapers", "Cigarrillos", "vapers"],
  ["Craft beer delivered", "beer"],
  ["Payday loans in minutes", "Payday loans"],
  ["Best CBD-oil in town", "CBD-oil"],
])("%j offers what is restricted", async (text, ...found) => {
  expect(await pieces(restrictedTrades, text)).toEqual(found);
});

test.each([
  "Vinagre de vinho e azeite",
  "Espumas sem álcool",
  "Cerveja sem álcool",
  "Tiro de meta: escolinha de futebol",
  "Álcool em gel disponível",
  "Rua do Vinho, 12",
  "Vestido cor vinho",
  "Não vendemos cigarros",
  "Cachorro-quente e refrigerante",
  "¿Quién vino ayer?",
  "Revolver bien la masa",
  "Productos sin tabaco",
  "Pastel de ron de la abuela",
  "La Sra. Cerveza te espera",
  "No weapons allowed",
  "Alcohol-free perfume and a bar of soap",
  "Wine vinegar and root beer",
  "Firearms are not allowed",
  "We accept Bitcoin",
  "Your shot list is ready",
  "Visit us at 12 Rifle Street",
  "Pet toys and collars 🐶",
  "пиво и вино",
  "ワインとビール",
])("%j is clean", async (text) => {
  expect(await pieces(restrictedTrades, text)).toEqual([]);
});

test("a trade that is allowed is not reported, another is, by name", async () => {
  expect(await told(restrictedTrades, "Wine and cigars", { allowTrades: ["alcohol"] })).toEqual([
    expect.stringContaining('"cigars" belongs to a trade that Meta restricts (tobacco)'),
  ]);
});

test("a trade that does not exist cannot be allowed", async () => {
  await expect(pieces(restrictedTrades, "Hi", { allowTrades: ["beer"] })).rejects.toThrow();
});
