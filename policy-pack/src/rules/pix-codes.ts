import { explainPixProblem, listPixProblems, type PixProblem } from "pulumi-whatsapp/schema";
import { z } from "zod";
import { limitViolations, type Message } from "../finding";
import { citeOrganization } from "./reference";
import { orderRule } from "./rule";

type Translation = (problem: PixProblem) => Omit<Message, "en"> & Partial<Pick<Message, "en">>;

const translations: Readonly<Record<PixProblem["kind"], Translation>> = {
  prefix: () => ({
    pt: "não começa como um código Pix (000201)",
    es: "no empieza como un código Pix (000201)",
  }),
  lineBreak: () => ({
    pt: "contém uma quebra de linha ou tabulação; escreva o código em uma só linha",
    es: "contiene un salto de línea o una tabulación; escribe el código en una sola línea",
  }),
  outerBlank: () => ({
    pt: "começa ou termina com um espaço; remova-o",
    es: "empieza o termina con un espacio; elimínalo",
  }),
  cutOff: ({ field }) => ({
    pt: `está cortado, ou o comprimento do campo ${field} está errado: restam menos caracteres; copie o código inteiro de novo`,
    es: `está cortado, o la longitud del campo ${field} es incorrecta: quedan menos caracteres; vuelve a copiar el código entero`,
  }),
  badField: ({ field }) => ({
    pt: `não tem um campo depois do campo ${field}, onde devem estar dois dígitos e um comprimento; copie o código inteiro de novo`,
    es: `no tiene un campo después del campo ${field}, donde deben estar dos dígitos y una longitud; vuelve a copiar el código entero`,
  }),
  repeatedField: ({ field }) => ({ pt: `repete o campo ${field}`, es: `repite el campo ${field}` }),
  missingFields: ({ field }) => ({
    pt: `não tem os campos ${field}; copie o código inteiro de novo`,
    es: `no tiene los campos ${field}; vuelve a copiar el código entero`,
  }),
  afterCheckSum: () => ({
    pt: "continua depois do código de verificação (campo 63), que deve ser o fim",
    es: "continúa después del código de verificación (campo 63), que debe ser el final",
  }),
  checkSum: ({ given, expected }) => ({
    pt: `tem o código de verificação ${given} (campo 63), mas o conteúdo dá ${expected}, por isso os bancos o recusam; copie o código de novo`,
    es: `tiene el código de verificación ${given} (campo 63), pero el contenido da ${expected}, por lo que los bancos lo rechazan; vuelve a copiar el código`,
  }),
  // The total may be secret, so it is not named.
  amount: ({ given }) => ({
    en: `asks for ${given} (field 54), which is not the total of the order; create a code for the total`,
    pt: `pede ${given} (campo 54), que não é o total do pedido; crie um código para o total`,
    es: `pide ${given} (campo 54), que no es el total del pedido; crea un código para el total`,
  }),
  amountForm: ({ given }) => ({
    pt: `tem o valor ${given} (campo 54), que deve ser em reais com ponto decimal, como 10.50`,
    es: `tiene el importe ${given} (campo 54), que debe estar en reales con punto decimal, como 10.50`,
  }),
  currency: ({ given }) => ({
    pt: `tem a moeda ${given} (campo 53), que deve ser 986 (BRL)`,
    es: `tiene la moneda ${given} (campo 53), que debe ser 986 (BRL)`,
  }),
  country: ({ given }) => ({
    pt: `tem o país ${given} (campo 58), que deve ser BR`,
    es: `tiene el país ${given} (campo 58), que debe ser BR`,
  }),
  twoAccounts: ({ field }) => ({
    pt: `tem mais de uma conta Pix (campos ${field}); os aplicativos podem pagar qualquer uma`,
    es: `tiene más de una cuenta Pix (campos ${field}); las aplicaciones pueden pagar cualquiera`,
  }),
  noKey: ({ field }) => ({
    pt: `não tem chave (${field}/01) nem endereço (${field}/25)`,
    es: `no tiene clave (${field}/01) ni dirección (${field}/25)`,
  }),
  tooLong: ({ field, expected }) => ({
    pt: `tem um campo ${field} com mais de ${expected} caracteres`,
    es: `tiene un campo ${field} de más de ${expected} caracteres`,
  }),
  transactionId: ({ given }) => ({
    pt: `tem o identificador ${given} (campo 62/05), que deve ter só letras sem acento e dígitos, ou ser ***`,
    es: `tiene el identificador ${given} (campo 62/05), que debe tener solo letras sin acento y dígitos, o ser ***`,
  }),
  codeKeyForm: ({ field, expected }) => ({
    pt: `tem uma chave (campo ${field}) que não está escrita como chave ${expected}`,
    es: `tiene una clave (campo ${field}) que no está escrita como clave ${expected}`,
  }),
  otherKey: ({ field }) => ({
    pt: `tem outra chave (campo ${field}), diferente da chave da forma de pagamento`,
    es: `tiene otra clave (campo ${field}), distinta de la clave de la forma de pago`,
  }),
  keyForm: ({ expected }) => ({
    pt: `não parece uma chave ${expected}`,
    es: `no parece una clave ${expected}`,
  }),
  keyPhoneForm: () => ({
    pt: "não parece uma chave PHONE: +55, DDD e 8 ou 9 dígitos, como +5511987654321",
    es: "no parece una clave PHONE: +55, código de área y 8 o 9 dígitos, como +5511987654321",
  }),
  keyCheckDigits: ({ expected }) => ({
    pt: `tem dígitos verificadores errados para um ${expected}`,
    es: `tiene dígitos de control incorrectos para un ${expected}`,
  }),
};

function describeProblem(problem: PixProblem): Message {
  return { en: explainPixProblem(problem), ...translations[problem.kind](problem) };
}

/** Messages do not quote the key, which may identify a person. */
export const orderPixCodes = orderRule({
  id: "whatsapp-order-pix-codes",
  description: "Pix codes are whole, ask for the total of the order, and have the key of the payment setting.",
  doesNotDetect: {
    summary:
      "Keys of another owner or of no account, codes that the bank has cancelled, and a dynamic code that asks for another amount: the rule asks no bank.",
    reported: {
      paymentSettings: [
        {
          type: "pix_dynamic_code",
          pixDynamicCode: {
            code: "000201",
            merchantName: "Loja",
            key: "123e4567-e89b-12d3-a456-426655440000",
            keyType: "EVP",
          },
        },
      ],
    },
    missed: {
      paymentSettings: [
        {
          type: "pix_dynamic_code",
          pixDynamicCode: {
            code: "00020126580014br.gov.bcb.pix0136123e4567-e89b-12d3-a456-426655440000520400005303986540510.005802BR5912OUTRA PESSOA6006RECIFE62070503***630443D0",
            merchantName: "Loja",
            key: "123e4567-e89b-12d3-a456-426655440000",
            keyType: "EVP",
          },
        },
      ],
    },
  },
  severity: "high",
  reference: citeOrganization("Customers can pay by Pix, and pay the amount that they see"),
  fix: {
    en: "Create a Pix code for this key and this total, and copy it as one line.",
    pt: "Crie um código Pix para esta chave e este total, e copie-o em uma só linha.",
    es: "Crea un código Pix para esta clave y este total, y cópialo en una sola línea.",
  },
  notes:
    "The rule reads the code offline: it does not ask the bank if the key exists, whose it is, or what the address of a dynamic code returns. A code without an amount is right: the customer types it. The key of a dynamic code is not in the code, so it is not compared.",
  aspect: "pixCodes",
  options: z.strictObject({}),
  check: () => (codes) =>
    limitViolations(
      codes.flatMap(({ path, value }) =>
        listPixProblems(value).map((problem) => ({
          path: `${path}.${problem.property}`,
          ...(problem.span === undefined ? {} : { span: problem.span }),
          message: describeProblem(problem),
        })),
      ),
    ),
});
