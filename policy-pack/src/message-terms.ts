import type { Message } from "./finding";
import type { Sender } from "./lexicons/restricted-phrases";
import type { Identifier } from "./lexicons/sensitive";
import type { Trade } from "./lexicons/trades-services";
import type { Language } from "./text/language";

type Translation = Pick<Message, "pt" | "es">;

/** Identifiers that a text asks for. Their names are English. */
export const identifierNames: Readonly<Record<Identifier, Translation>> = {
  "the number of a payment card": { pt: "o número de um cartão", es: "el número de una tarjeta" },
  "the security code of a card": {
    pt: "o código de segurança de um cartão",
    es: "el código de seguridad de una tarjeta",
  },
  "a password or PIN": { pt: "uma senha ou um PIN", es: "una contraseña o un PIN" },
  "a one-time code": { pt: "um código de uso único", es: "un código de un solo uso" },
  "a bank account": { pt: "os dados de uma conta bancária", es: "los datos de una cuenta bancaria" },
  "a personal ID number": { pt: "o número de um documento pessoal", es: "el número de un documento de identidad" },
};

/** Kinds of numbers and secrets in a text. Their names are English. */
export const sensitiveKinds = {
  "a payment card number": { pt: "um número de cartão de pagamento", es: "un número de tarjeta de pago" },
  "a CPF number": { pt: "um número de CPF", es: "un número de CPF" },
  "a Pix key": { pt: "uma chave Pix", es: "una clave Pix" },
  "a random Pix key": { pt: "uma chave Pix aleatória", es: "una clave Pix aleatoria" },
  "a US social security number": {
    pt: "um número do seguro social dos Estados Unidos (SSN)",
    es: "un número del seguro social de Estados Unidos (SSN)",
  },
  "a Spanish DNI or NIE number": { pt: "um número de DNI ou NIE da Espanha", es: "un número de DNI o NIE de España" },
  "a CURP": { pt: "uma CURP", es: "una CURP" },
  "an IBAN": { pt: "um IBAN", es: "un IBAN" },
  "a Meta access token": { pt: "um token de acesso da Meta", es: "un token de acceso de Meta" },
  "a Stripe key": { pt: "uma chave da Stripe", es: "una clave de Stripe" },
  "a GitHub token": { pt: "um token do GitHub", es: "un token de GitHub" },
  "a GitLab token": { pt: "um token do GitLab", es: "un token de GitLab" },
  "an AWS access key": { pt: "uma chave de acesso da AWS", es: "una clave de acceso de AWS" },
  "a Slack token": { pt: "um token do Slack", es: "un token de Slack" },
  "a Google key": { pt: "uma chave do Google", es: "una clave de Google" },
  "an API key": { pt: "uma chave de API", es: "una clave de API" },
  "an npm token": { pt: "um token do npm", es: "un token de npm" },
  "a PyPI token": { pt: "um token do PyPI", es: "un token de PyPI" },
  "a SendGrid key": { pt: "uma chave do SendGrid", es: "una clave de SendGrid" },
  "a Twilio key": { pt: "uma chave da Twilio", es: "una clave de Twilio" },
  "a Telegram bot token": { pt: "um token de bot do Telegram", es: "un token de bot de Telegram" },
  "a Pulumi access token": { pt: "um token de acesso do Pulumi", es: "un token de acceso de Pulumi" },
  "a Mercado Pago access token": {
    pt: "um token de acesso do Mercado Pago",
    es: "un token de acceso de Mercado Pago",
  },
  "a DigitalOcean token": { pt: "um token da DigitalOcean", es: "un token de DigitalOcean" },
  "an Instagram access token": { pt: "um token de acesso do Instagram", es: "un token de acceso de Instagram" },
  "a Meta app token": { pt: "um token de aplicativo da Meta", es: "un token de aplicación de Meta" },
  "an Azure key": { pt: "uma chave do Azure", es: "una clave de Azure" },
  "an Adyen key": { pt: "uma chave da Adyen", es: "una clave de Adyen" },
  "a PayPal or Braintree secret": {
    pt: "um segredo do PayPal ou da Braintree",
    es: "un secreto de PayPal o Braintree",
  },
  "a Square token": { pt: "um token da Square", es: "un token de Square" },
  "a PagBank token": { pt: "um token do PagBank", es: "un token de PagBank" },
  "an Asaas key": { pt: "uma chave do Asaas", es: "una clave de Asaas" },
  "an Efí secret": { pt: "um segredo da Efí", es: "un secreto de Efí" },
  "a Pagar.me key": { pt: "uma chave da Pagar.me", es: "una clave de Pagar.me" },
  "an address with a password": { pt: "um endereço com senha", es: "una dirección con contraseña" },
  "a Wi-Fi password": { pt: "uma senha de Wi-Fi", es: "una contraseña de Wi-Fi" },
  "a key or token of a known format": {
    pt: "uma chave ou um token de formato conhecido",
    es: "una clave o un token de formato conocido",
  },
  "a signed token": { pt: "um token assinado", es: "un token firmado" },
  "a bearer token": { pt: "um token de autorização (bearer)", es: "un token de autorización (bearer)" },
  "a private key": { pt: "uma chave privada", es: "una clave privada" },
  "a password": { pt: "uma senha", es: "una contraseña" },
  "a secret": { pt: "um segredo", es: "un secreto" },
} as const satisfies Readonly<Record<string, Translation>>;

export type SensitiveKind = keyof typeof sensitiveKinds;

/** Trades that Meta restricts. Messages also contain the id, which the option `allowTrades` accepts. */
export const tradeNames: Readonly<Record<Trade, Translation>> = {
  weapons: { pt: "armas", es: "armas" },
  alcohol: { pt: "bebidas alcoólicas", es: "bebidas alcohólicas" },
  tobacco: { pt: "tabaco", es: "tabaco" },
  drugs: { pt: "drogas", es: "drogas" },
  medicines: { pt: "medicamentos", es: "medicamentos" },
  supplements: { pt: "suplementos", es: "suplementos" },
  "live-animals": { pt: "animais vivos", es: "animales vivos" },
  "endangered-species": { pt: "espécies ameaçadas", es: "especies en peligro" },
  "hazardous-goods": { pt: "produtos perigosos", es: "productos peligrosos" },
  currency: { pt: "moedas", es: "divisas" },
  "body-parts": { pt: "partes do corpo humano", es: "partes del cuerpo humano" },
  gambling: { pt: "jogos de azar", es: "juegos de azar" },
  adult: { pt: "conteúdo adulto", es: "contenido para adultos" },
  dating: { pt: "encontros amorosos", es: "citas amorosas" },
  "multi-level-marketing": { pt: "marketing multinível", es: "mercadeo multinivel" },
  "short-term-loans": { pt: "empréstimos de curto prazo", es: "préstamos a corto plazo" },
  "healthcare-products": { pt: "produtos de saúde", es: "productos de salud" },
};

/** Senders that Meta restricts. Their names are English. */
export const senderNames: Readonly<Record<Sender, Translation>> = {
  politics: { pt: "política", es: "política" },
  military: { pt: "forças armadas", es: "fuerzas armadas" },
  "law enforcement": { pt: "polícia", es: "policía" },
  telemedicine: { pt: "telemedicina", es: "telemedicina" },
};

export const languageNames: Readonly<Record<Language, Message>> = {
  pt: { en: "Portuguese", pt: "português", es: "portugués" },
  es: { en: "Spanish", pt: "espanhol", es: "español" },
  en: { en: "English", pt: "inglês", es: "inglés" },
};

export function describeEmptyOption(option: string): Message {
  return {
    en: `the option ${option} is empty`,
    pt: `a opção ${option} está vazia`,
    es: `la opción ${option} está vacía`,
  };
}

export function describeUnsetOption(option: string): Message {
  return {
    en: `the option ${option} is not set`,
    pt: `a opção ${option} não está definida`,
    es: `la opción ${option} no está definida`,
  };
}
