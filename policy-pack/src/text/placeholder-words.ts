import type { Language } from "../rules/rule";

interface Words {
  /** What a placeholder stands for. */
  readonly nouns: string;
  /** What may stand beside a noun in a placeholder. */
  readonly beside: string;
  /** First words of an instruction to whoever fills the text in. */
  readonly verbs: string;
}

/** Words in brackets that were meant to be replaced, `[seu nome]`, `<your company>`, `[insertar precio]`. */
const words: Readonly<Record<Language, Words>> = {
  pt: {
    nouns:
      "nome sobrenome cliente empresa loja marca negócio atendente vendedor vendedora consultor consultora produto serviço " +
      "data dia hora horário valor preço link site telefone número endereço cidade bairro email e-mail cupom código desconto",
    beside: "o a seu sua teu tua meu minha do da de no na aqui completo completa primeiro",
    verbs: "inserir insira preencher preencha colocar coloque substituir substitua digite adicionar adicione",
  },
  es: {
    nouns:
      "nombre apellido cliente empresa tienda marca negocio agente vendedor vendedora asesor asesora producto servicio fecha " +
      "día hora horario valor precio enlace link sitio web teléfono número dirección ciudad correo email cupón código descuento",
    beside: "el la tu su mi del de en aquí completo completa primer",
    verbs:
      "insertar inserte inserta rellenar rellene completar complete colocar coloque reemplazar reemplace añadir agregar",
  },
  en: {
    nouns:
      "name surname customer client company business store shop brand agent product service date day time price amount value " +
      "link url website phone number address city email coupon code discount",
    beside: "your the my our first last full here",
    verbs: "insert enter add fill replace put",
  },
};

function listed(kind: keyof Words): ReadonlySet<string> {
  return new Set(Object.values(words).flatMap((language) => language[kind].split(" ")));
}
const nouns = listed("nouns");
const beside = listed("beside");
const verbs = listed("verbs");

/** Whether what stands between brackets was meant to be replaced. A list with commas asks people for something. */
export function isToBeFilledIn(inner: string): boolean {
  const found = inner
    .toLowerCase()
    .split(/[ _-]/)
    .map((word) => word.replace(/\d{1,2}$/, ""));
  const [first = "", ...others] = found;
  if (verbs.has(first) && others.length > 0) return true;
  return (
    found.every((word) => nouns.has(word) || beside.has(word) || word === "") && found.some((word) => nouns.has(word))
  );
}
