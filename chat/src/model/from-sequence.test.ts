import { chatFromSequence } from "./from-sequence";

const sequence = {
  name: "Entrega e montagem",
  text: "Oi! *Escolha* um assunto.\nAté já",
  autofillMessage: { content: "Oi! Tenho uma dúvida." },
  iceBreakers: [{ title: "Quando chega?" }, { title: "Quero marcar a montagem" }],
};

test("A sequence becomes a greeting, quick replies and a prefilled message", () => {
  expect(chatFromSequence(sequence)).toEqual({
    title: "Entrega e montagem",
    language: "en",
    messages: [
      {
        from: "business",
        time: "10:00",
        body: [
          {
            kind: "paragraph",
            content: [
              { kind: "text", text: "Oi! " },
              { kind: "bold", content: [{ kind: "text", text: "Escolha" }] },
              { kind: "text", text: " um assunto." },
            ],
          },
          { kind: "paragraph", content: [{ kind: "text", text: "Até já" }] },
        ],
      },
    ],
    quickReplies: ["Quando chega?", "Quero marcar a montagem"],
    composer: { text: "Oi! Tenho uma dúvida." },
  });
});

test("Without prefilled message and ice breakers the input field is empty", () => {
  const chat = chatFromSequence({ name: "Short", text: "Hi" });
  expect(chat.quickReplies).toEqual([]);
  expect(chat).not.toHaveProperty("composer");
});

test("The language of labels and the time can be set", () => {
  const chat = chatFromSequence(sequence, { language: "es", time: "23:59" });
  expect(chat.language).toBe("es");
  expect(chat.messages.map(({ time }) => time)).toEqual(["23:59"]);
});
