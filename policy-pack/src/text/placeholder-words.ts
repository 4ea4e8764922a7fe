import type { Language } from "./language";

interface PlaceholderWords {
  /** Words that a placeholder represents. */
  readonly nouns: string;
  /** Words next to a noun in a placeholder. */
  readonly modifiers: string;
  /** First words of an instruction to fill in the text. */
  readonly instructions: string;
}

/** Words of placeholders in brackets: `[seu nome]`, `<your company>`, `[insertar precio]`. */
const placeholderWords: Readonly<Record<Language, PlaceholderWords>> = {
  pt: {
    nouns:
      "nome sobrenome cliente empresa loja marca negócio atendente vendedor vendedora consultor consultora produto serviço " +
      "data dia hora horário valor preço link site telefone número endereço cidade bairro email e-mail cupom código desconto",
    modifiers: "o a seu sua teu tua meu minha do da de no na aqui completo completa primeiro",
    instructions: "inserir insira preencher preencha colocar coloque substituir substitua digite adicionar adicione",
  },
  es: {
    nouns:
      "nombre apellido cliente empresa tienda marca negocio agente vendedor vendedora asesor asesora producto servicio fecha " +
      "día hora horario valor precio enlace link sitio web teléfono número dirección ciudad correo email cupón código descuento",
    modifiers: "el la tu su mi del de en aquí completo completa primer",
    instructions:
      "insertar inserte inserta rellenar rellene completar complete colocar coloque reemplazar reemplace añadir agregar",
  },
  en: {
    nouns:
      "name surname customer client company business store shop brand agent product service date day time price amount value " +
      "link url website phone number address city email coupon code discount",
    modifiers: "your the my our first last full here",
    instructions: "insert enter add fill replace put",
  },
};

function listPlaceholderWords(kind: keyof PlaceholderWords): ReadonlySet<string> {
  return new Set(Object.values(placeholderWords).flatMap((language) => language[kind].split(" ")));
}
const nouns = listPlaceholderWords("nouns");
const modifiers = listPlaceholderWords("modifiers");
const instructions = listPlaceholderWords("instructions");

/** True if the text between brackets is a placeholder. A list with commas asks customers for data. */
export function isPlaceholderText(inner: string): boolean {
  const found = inner
    .toLowerCase()
    .split(/[ _-]/)
    .map((word) => word.replace(/\d{1,2}$/, ""));
  const [first = "", ...others] = found;
  if (instructions.has(first) && others.length > 0) return true;
  return (
    found.every((word) => nouns.has(word) || modifiers.has(word) || word === "") &&
    found.some((word) => nouns.has(word))
  );
}
