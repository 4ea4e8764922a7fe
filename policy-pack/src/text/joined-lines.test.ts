import fc from "fast-check";
import { joinLines } from "./joined-lines";

describe("joinLines", () => {
  test.each([
    ["Envie seu\nCPF", "Envie seu CPF"],
    ["send your card\r\nnumber", "send your card  number"],
    ["Informe o código\nque chegou", "Informe o código que chegou"],
    ["Envie:\n- RG\n- CPF", "Envie:»  RG»  CPF"],
    ["Envie:\n\n1. RG\n2. CPF", "Envie: »   RG»   CPF"],
    ["Envie: • RG • CPF", "Envie: » RG » CPF"],
    ["Envie:\n- RG;\n- CPF.", "Envie:»  RG,»  CPF."],
    ["Seu cód. de acesso e o C.P.F. do titular", "Seu cód  de acesso e o C'P'F  do titular"],
  ])("joins the lines of %j", (text, joined) => {
    expect(joinLines(text)).toBe(joined);
  });

  test.each([
    "Mande um oi\nCNH em 45 dias",
    "Mande um oi.\ncpf e rg",
    "Mande um oi\n\nseu CPF",
    "Mande um oi!\r\nSeu CPF",
  ])("keeps the line break of %j", (text) => {
    expect(joinLines(text)).toBe(text);
  });

  test("never changes the length of a text", () => {
    const pieces = fc.constantFrom(
      "a",
      "Á",
      ".",
      ";",
      ":",
      "\n",
      "\r\n",
      " ",
      "- ",
      "• ",
      "1. ",
      "C.P.",
      "cód.",
      "😀",
      "»",
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 40 }), (chosen) => {
        expect(joinLines(chosen.join(""))).toHaveLength(chosen.join("").length);
      }),
    );
  });
});
