import { parsePhrases, type Lexicon } from "../text/phrases";

// Identifiers of the WhatsApp Business Messaging Policy (payment cards, financial accounts, personal ID cards, other sensitive identifiers),
// with the documents of Brazil, Spanish America, Spain, the United Kingdom and the United States. Excludes: "cartão", "card" and "tarjeta"
// alone (post cards, loyalty cards), "código" alone (coupons), "account number" alone (customer accounts), "conta bancária" and "bank account"
// alone (banks open them), CNPJ (companies, not people), Pix keys (public), "password" without an owner ("envie SENHA para").

const card: Lexicon = {
  pt: parsePhrases(
    "numero do cartao, numero do seu cartao, numeros do cartao, numero completo do cartao, numero do cartao de credito, dados do cartao, dados do seu cartao, frente e verso do cartao, foto do cartao de credito, foto do seu cartao de credito",
  ),
  es: parsePhrases(
    "numero de tarjeta, numero de tu tarjeta, numero de su tarjeta, numero de la tarjeta, numero completo de tu tarjeta, datos de tu tarjeta, datos de su tarjeta, datos de la tarjeta, foto de tu tarjeta de credito",
  ),
  en: parsePhrases(
    "card number(s), credit card number, debit card number, card details, credit card details, photo of your credit card",
  ),
};
const cardCode: Lexicon = {
  pt: parsePhrases("cvv, cvc, codigo de seguranca, codigo de seguranca do cartao, numero de seguranca do cartao"),
  es: parsePhrases("cvv, cvc, codigo de seguridad"),
  en: parsePhrases("cvv, cvc, security code"),
};
const password: Lexicon = {
  pt: parsePhrases(
    "sua senha, a sua senha, tua senha, senha do cartao, senha do banco, senha do app, seu pin, codigo pin",
  ),
  es: parsePhrases(
    "tu contrasena, su contrasena, tu clave, su clave, tu clave de acceso, clave bancaria, tu pin, su pin, codigo pin, nip",
  ),
  en: parsePhrases("your password, account password, your pin, pin code, pin number, your passcode"),
};
const oneTimeCode: Lexicon = {
  pt: parsePhrases(
    "codigo de verificacao, codigo recebido por sms, codigo que recebeu por sms, codigo sms, codigo de confirmacao por sms, token do banco",
  ),
  es: parsePhrases("codigo de verificacion, codigo sms, codigo recibido por sms, codigo que recibiste por sms"),
  en: parsePhrases("verification code, one time code, one time password, otp, sms code"),
};
const bankAccount: Lexicon = {
  pt: parsePhrases(
    "numero da conta bancaria, numero da sua conta bancaria, numero da conta corrente, dados bancarios, agencia e conta, agencia e numero da conta, iban",
  ),
  es: parsePhrases(
    "numero de cuenta bancaria, numero de tu cuenta bancaria, datos bancarios, numero de cuenta corriente, iban, clabe, cbu",
  ),
  en: parsePhrases("bank account number(s), bank details, bank account details, routing number, sort code, iban"),
};
const personalId: Lexicon = {
  pt: parsePhrases(
    "cpf, rg, cnh, numero da cnh, carteira de identidade, numero da identidade, documento de identidade, numero do documento, numero do passaporte, foto do passaporte, copia do passaporte, seu passaporte, numero do seu passaporte",
  ),
  es: parsePhrases(
    "dni, nie, curp, rfc, cuil, tu rut, su rut, cedula, cedula de identidad, numero de cedula, tu ine, su ine, documento de identidad, numero de documento, numero de pasaporte, numero de tu pasaporte, foto de tu pasaporte, copia de tu pasaporte, tu pasaporte, su pasaporte",
  ),
  en: parsePhrases(
    "ssn, social security number, nin, national insurance number, national id number, id number, id card number, passport number, passport details, copy of your passport, photo of your passport, photo of your id, drivers license number, driving licence number, cpf",
  ),
};

export const identifiers = {
  "the number of a payment card": card,
  "the security code of a card": cardCode,
  "a password or PIN": password,
  "a one-time code": oneTimeCode,
  "a bank account": bankAccount,
  "a personal ID number": personalId,
} as const satisfies Readonly<Record<string, Lexicon>>;

export type Identifier = keyof typeof identifiers;

/** Words with which a business asks. Excludes: "tenha", "have at hand", "traga", "bring", "apresente" (the customer sends nothing). */
export const askPhrases: Lexicon = {
  pt: parsePhrases(
    "envie, enviar, mande, manda, digite, informe, informar, informa, insira, preencha, passe, me passa, nos passe, forneca, responda, compartilhe, confirme, confirma, diga, fale, escreva, qual e o seu, qual e seu, qual o seu, qual seu, qual e a sua, qual a sua, qual o numero, qual e o numero, precisamos do, precisamos da, precisamos de, precisamos",
  ),
  es: parsePhrases(
    "envia, envie, envianos, envienos, enviame, manda, mande, mandanos, mandenos, mandame, dime, dinos, diganos, indica, indique, indicanos, indiquenos, escribe, escriba, ingresa, ingrese, digita, digite, facilitanos, facilita, proporciona, proporcione, proporcionanos, comparte, comparta, compartenos, pasanos, pasame, danos, responde con, responda con, confirma, confirme, confirmanos, cual es tu, cual es su, cual es el numero, necesitamos, necesitamos tu, necesitamos su",
  ),
  en: parsePhrases(
    "send, share, enter, type, tell us, tell me, give us, give me, provide, submit, reply with, text us, confirm, what is your, whats your, what are your, we need, we need your, need your",
  ),
};

/** Words with which a prefilled message gives data. */
export const givePhrases: Lexicon = {
  pt: parsePhrases(
    "segue, segue o, segue meu, aqui esta, este e, enviar meu, enviar minha, informar meu, informar minha, passar meu, passar minha, mandar meu, envio meu, informo meu, quero informar, quero enviar",
  ),
  es: parsePhrases(
    "aqui esta, este es, enviar mi, envio mi, mando mi, mandar mi, paso mi, te paso mi, les paso mi, dar mi, quiero enviar, quiero dar",
  ),
  en: parsePhrases("here is, heres, this is, send my, sending my, share my, give my, i want to send, i want to share"),
};
