import { UserError } from "../../runtime/user-error";
import type { OrderMessage } from "../../schema/order/order-message";
import type { OrderState } from "../../schema/order/status";
import type { SequenceArgs } from "../../schema/sequence";
import type { CommandIo } from "../io";
import { loadPackage } from "./load-package";

/** Languages of labels. */
export const languages = ["en", "pt", "es"] as const;
export type Language = (typeof languages)[number];

export const themes = ["light", "dark"] as const;
export type Theme = (typeof themes)[number];

/** Part of a sequence that a person sees. */
export type SequenceTexts = Pick<SequenceArgs, "name" | "text" | "autofillMessage" | "iceBreakers">;

/** A conversation. Only the package pulumi-whatsapp-chat reads the rest of it. */
export interface Chat {
  readonly title: string;
}

/** A piece of a text that was kept, added or removed. */
export interface DiffPart {
  readonly kind: "same" | "added" | "removed";
  readonly text: string;
}

interface ChatOptions {
  readonly language?: Language | undefined;
}

/**
 * Functions of the package pulumi-whatsapp-chat that the commands use. The package depends on this one, so its own types cannot be imported
 * here; test/cli/show.test.ts compares the two.
 */
export interface ChatLibrary<ChatModel extends Chat = Chat> {
  readonly chatFromSequence: (texts: SequenceTexts, options?: ChatOptions) => ChatModel;
  readonly chatFromOrder: (
    message: OrderMessage,
    options?: ChatOptions & { readonly currentState?: OrderState | undefined },
  ) => ChatModel;
  readonly renderTerminal: (
    chat: ChatModel,
    options: { readonly columns: number; readonly isColor: boolean },
  ) => string;
  readonly renderHtml: (
    chats: readonly ChatModel[],
    options: { readonly title: string; readonly language: Language },
  ) => string;
  readonly renderHtmlFragment: (chat: ChatModel, options: { readonly headingLevel: 3 | 4 }) => string;
  readonly chatStyles: string;
  readonly renderSvg: (chat: ChatModel, options: { readonly theme: Theme }) => Promise<string>;
  readonly renderPng: (chat: ChatModel, options: { readonly theme: Theme }) => Promise<Uint8Array>;
  readonly renderMarkdown: (chat: ChatModel) => string;
  readonly escapeMarkdown: (text: string) => string;
  readonly codeMarkdown: (text: string) => string;
  readonly diffWords: (before: string, after: string) => readonly DiffPart[];
  readonly parseYaml: (text: string) => { readonly documents: readonly unknown[]; readonly errors: readonly string[] };
}

const functionNames = [
  ...(["chatFromSequence", "chatFromOrder", "renderTerminal", "renderHtml", "renderHtmlFragment"] as const),
  ...(["renderSvg", "renderPng", "renderMarkdown", "escapeMarkdown", "codeMarkdown"] as const),
  ...(["diffWords", "parseYaml"] as const),
] satisfies readonly (keyof ChatLibrary)[];

const packageName = "pulumi-whatsapp-chat";

/** Loads the package. @throws UserError that names the package to install or to update. */
export function loadChatLibrary(io: CommandIo, command: string): ChatLibrary {
  const loaded = loadPackage(io.cwd, packageName);
  if (loaded === undefined) {
    throw new UserError(
      `\`pulumi-whatsapp ${command}\` needs the package ${packageName}. Install it with \`npm install --save-dev ${packageName}\`, then run again.`,
    );
  }
  const missing = functionNames.filter((name) => typeof Reflect.get(loaded, name) !== "function");
  if (missing.length === 0) return loaded as ChatLibrary;
  throw new UserError(
    `The installed ${packageName} does not fit this version of pulumi-whatsapp (it lacks ${missing.join(", ")}). Update both with \`npm install --save-dev ${packageName}@latest pulumi-whatsapp@latest\`, then run again.`,
  );
}
