import { listMatches, listMessages } from "../testing/content-rules";
import { noSensitiveRequests } from "./sensitive-requests";

describe("no-sensitive-requests", () => {
  test.each([
    ["Olá! Envie seu nome completo, endereço e CPF para o cadastro.", "Envie seu nome completo, endereço e CPF"],
    ["Qual é o seu RG?", "Qual é o seu RG"],
    ["Informe o número do cartão e a validade", "Informe o número do cartão"],
    ["¡Hola! Indícanos tu DNI.", "Indícanos tu DNI"],
    ["Envíanos el número de tu tarjeta", "Envíanos el número de tu tarjeta"],
    ["¿Cuál es tu contraseña?", "Cuál es tu contraseña"],
    ["Please send us your credit card number.", "send us your credit card number"],
    ["What's your social security number?", "What's your social security number"],
    ["No problem, send us your PIN", "send us your PIN"],
    ["Envie o co\u0301digo de verificac\u0327a\u0303o", "Envie o co\u0301digo de verificac\u0327a\u0303o"],
  ])("%j asks for sensitive data: %j", async (text, found) => {
    expect(await listMatches(noSensitiveRequests, text)).toEqual([found]);
  });

  test.each([
    "Nunca envie sua senha.",
    "Nunca, em hipótese alguma, envie sua senha!",
    "Nunca pedimos sua senha nem o número do cartão.",
    "Informe os últimos 4 dígitos do cartão",
    "Aceitamos cartão de crédito e Pix.",
    "Tenha seu CPF em mãos na loja.",
    "Você tem CNH? Conheça nossos carros.",
    "Digite 1 para atualizar seu CPF ou 2 para falar com a gente",
    "Esqueceu sua senha? Fale com a gente.",
    "Envie seu nome e leve seu CPF no dia da matrícula",
    "Envíanos un mensaje y abre tu cuenta bancaria",
    "Confirm your booking and bring your passport number",
    "Mande um oi e recupere sua senha",
    "No envíes tu contraseña a nadie.",
    "Escríbenos si olvidaste tu contraseña",
    "Aceptamos tarjetas. ¿Tienes pasaporte?",
    "Dinos si tienes DNI",
    "Never send your password to anyone",
    "We will send you a verification code by SMS",
    "We'll send your one-time code now",
    "Send us a message to reset your password",
    "Tell us if you have a passport number",
    "Send us the last four digits of your card number",
    "We accept cards. Do you have a passport?",
    "Don't share your PIN with anybody",
    "名前とご用件をお送りください",
    "أرسل لنا رسالة 💬",
  ])("%j has no violations", async (text) => {
    expect(await listMatches(noSensitiveRequests, text)).toEqual([]);
  });

  test("reports prefilled messages that give a number, not others", async () => {
    const content = {
      autofill: "My card number is ",
      iceBreakers: [
        "Meu CPF é",
        "Enviar mi DNI",
        "Esqueci minha senha",
        "Mudar meu CPF e meu nome",
        "Qual é a senha do Wi-Fi?",
      ],
    };
    expect(await listMessages(noSensitiveRequests, content)).toEqual([
      expect.stringMatching(/^autofillMessage\.content, characters 4 to 14: "card number" makes the customer send/),
      expect.stringMatching(
        /^iceBreakers\[0\]\.title, characters 5 to 7: "CPF" makes the customer send a personal ID number\. /,
      ),
      expect.stringMatching(/^iceBreakers\[1\]\.title, .*"Enviar mi DNI"/),
    ]);
  });
});
