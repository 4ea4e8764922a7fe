/** Draws the chat that opens from an ad with a sequence of the simulator, for a terminal. */
import { chatFromSequence, renderTerminal } from "pulumi-whatsapp-chat";

/** @param sequence as `simulator.sequences()` returns it */
export function drawChat({ name, content }) {
  const chat = chatFromSequence({
    name,
    text: content.text,
    autofillMessage: content.autofill_message,
    iceBreakers: content.ice_breakers,
  });
  const isColor = process.stdout.isTTY === true && !process.env.NO_COLOR;
  return renderTerminal(chat, { columns: 64, isColor });
}
