import { startSimulator, type Simulator } from "pulumi-whatsapp-simulator";
import type { Content } from "../content";
import { examplePerson, listChat, personOption } from "./chat";

let simulator: Simulator;
beforeAll(async () => {
  simulator = await startSimulator();
});
afterAll(() => simulator.close());

/** The content as the page reads it. */
function readContent(): Content {
  const text = JSON.stringify(simulator.state(), (_key, value: unknown) =>
    typeof value === "bigint" ? value.toString() : value,
  );
  return JSON.parse(text) as Content;
}

test("a tap on an ad shows the greeting and the message", async () => {
  const sequenceId = simulator.addSequence({
    name: "a",
    content: { text: "Olá!", ice_breakers: [{ title: "Cardápio" }] },
  });
  const { adId } = simulator.addAd({ sequenceId });
  await simulator.click(adId, { tap: 0, person: personOption(examplePerson) });
  await simulator.writeMessage("Oi", { person: { waId: "5511900000000" } });
  const content = readContent();
  const person = content.people.find(({ waId }) => waId === examplePerson.waId);
  const chat = listChat(content, person ?? examplePerson);
  expect(chat).toMatchObject([
    { kind: "greeting", text: "Olá!" },
    { kind: "received", text: "Cardápio", replyTo: undefined },
  ]);
  expect(listChat(content, examplePerson)).toEqual([]);
});
