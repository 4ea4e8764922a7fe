import { pieces, told } from "../testing/checked";
import { noImpersonation } from "./no-impersonation";

const options = { brands: ["Mercado Livre", "Amazon", "Itaú", "Visa"] };

test.each([
  ["Somos o Mercado Livre", "Mercado Livre"],
  ["Você ganhou um prêmio da AMAZ0N", "AMAZ0N"],
  ["Soporte de Amazom aquí", "Amazom"],
  ["Aqui é do Itau", "Itau"],
  ["This is the Mercado Livr team", "Mercado Livr"],
])("%j names another business", async (text, found) => {
  expect(await pieces(noImpersonation, text, options)).toEqual([found]);
});

test.each(["O mercado está livre", "Amazonas é lindo", "Visto e visita", "La amazona", "Vista do mar", "亚马逊"])(
  "%j is clean",
  async (text) => {
    expect(await pieces(noImpersonation, text, { ...options, maxDistance: text === "La amazona" ? 0 : 1 })).toEqual([]);
  },
);

test("a name that is only near is told with the name that it looks like", async () => {
  expect(await told(noImpersonation, "Amazom", options)).toEqual([
    'text, characters 1 to 6: "Amazom" looks like "Amazon", the name of another business. Speak in the name of your own business.',
  ]);
  expect(await told(noImpersonation, "Amazom", { ...options, maxDistance: 0 })).toEqual([]);
});

test("without names nothing is checked", async () => {
  expect(await told(noImpersonation, "Amazon")).toEqual(["not applicable: the option brands names nobody"]);
});
