import type { Exact } from "../exact";
import type { DetailsParameters, DocumentFile, StatusParameters } from "../state/orders";
import {
  anyObject,
  memberLocation,
  list,
  invalidValue,
  object,
  oneOf,
  optional,
  requireField,
  text,
  textUpTo,
  webAddress,
  type Reader,
} from "./field-readers";
import { messageFailure } from "./message-error";
import { detailsParameters, referenceId } from "./order-details";
import { orderStatusName } from "./order-status";

/** A value for `{{1}}` or, with its name, for `{{name}}`. */
export interface TextParameter {
  readonly type: "text";
  readonly text: string;
  readonly parameter_name?: string;
}

/** A file, by its link or by the id of an upload. */
export interface MediaFile {
  readonly link?: string;
  readonly id?: string;
}

/** A header parameter. `other` is a type that no order template accepts, such as a video. */
export type HeaderParameter =
  | TextParameter
  | { readonly type: "image"; readonly image: MediaFile }
  | { readonly type: "document"; readonly document: DocumentFile }
  | { readonly type: "other"; readonly name: string };

interface DetailsParameter {
  readonly type: "action";
  readonly action: { readonly order_details: DetailsParameters };
}

interface StatusParameter {
  readonly type: "order_status";
  readonly order_status: Required<Pick<StatusParameters, "reference_id" | "order">>;
}

/** A component of a template message, with Meta's keys. */
export type SentComponent =
  | { readonly type: "header"; readonly parameters: readonly HeaderParameter[] }
  | { readonly type: "body"; readonly parameters: readonly TextParameter[] }
  | {
      readonly type: "button";
      readonly sub_type: "order_details";
      readonly index: bigint;
      readonly parameters: readonly [DetailsParameter];
    }
  | { readonly type: "order_status"; readonly parameters: readonly [StatusParameter] };

/** Source: several public repositories report 132018 with this sentence from the live API (2026). */
const singleLine: Reader<string> = (value, at) => {
  const given = text(value, at);
  if (!/[\n\r\t]| {5}/.test(given)) return given;
  const details = "Param text cannot have new-line/tab characters or more than 4 consecutive spaces";
  throw messageFailure({ code: 132018, details });
};

const textShape = object<TextParameter>({
  type: requireField(oneOf("text")),
  text: requireField(singleLine),
  parameter_name: optional(text),
});

function typeOf(value: Exact, at: Parameters<Reader<string>>[1]): string {
  return requireField(text)(anyObject(value, at)["type"], memberLocation(at, "type"));
}

/** Reads a body parameter. Meta also has currencies and times; order templates are documented with text only. */
const bodyParameter: Reader<TextParameter> = (value, at) => {
  const type = typeOf(value, at);
  if (type === "text") return textShape(value, at);
  throw messageFailure({
    code: 132012,
    details: `body: Format mismatch, expected TEXT, received ${type.toUpperCase()}`,
  });
};

function oneSource<File extends MediaFile>(reader: Reader<File>): Reader<File> {
  return (value, at) => {
    const file = reader(value, at);
    if ((file.link === undefined) === (file.id === undefined))
      throw invalidValue(at, "must have link or id, one of them");
    return file;
  };
}

const source = { link: optional(webAddress("https:", "http:")), id: optional(text) };

const headerParameter: Reader<HeaderParameter> = (value, at) => {
  const type = typeOf(value, at);
  switch (type) {
    case "text":
      return textShape(value, at);
    case "image":
      return object<Extract<HeaderParameter, { readonly type: "image" }>>({
        type: requireField(oneOf("image")),
        image: requireField(oneSource(object<MediaFile>(source))),
      })(value, at);
    case "document":
      return object<Extract<HeaderParameter, { readonly type: "document" }>>({
        type: requireField(oneOf("document")),
        document: requireField(oneSource(object<DocumentFile>({ ...source, filename: optional(text) }))),
      })(value, at);
    default:
      return { type: "other", name: type };
  }
};

function only<Item>(reader: Reader<Item>): Reader<readonly [Item]> {
  return (value, at) => {
    const [first, ...more] = list(reader)(value, at);
    if (first === undefined || more.length > 0) throw invalidValue(at, "must have exactly one entry");
    return [first];
  };
}

/** Accepts a number, as on the page of order details, and text, as on the page of order status. The template has one button. */
const buttonIndex: Reader<bigint> = (value, at) => {
  if (value === 0n || value === "0") return 0n;
  throw invalidValue(at, "must be 0: the template has one button");
};

/** Source: the page of the template: no `payment`, and an order. */
const statusParameters = object<StatusParameter["order_status"]>({
  reference_id: requireField(referenceId),
  order: requireField(
    object<StatusParameter["order_status"]["order"]>({
      status: requireField(orderStatusName),
      description: optional(textUpTo(120)),
    }),
  ),
});

type ComponentOf<Type extends SentComponent["type"]> = Extract<SentComponent, { readonly type: Type }>;

const readers: { readonly [Type in SentComponent["type"]]: Reader<ComponentOf<Type>> } = {
  header: object<ComponentOf<"header">>({
    type: requireField(oneOf("header")),
    parameters: requireField(list(headerParameter)),
  }),
  body: object<ComponentOf<"body">>({
    type: requireField(oneOf("body")),
    parameters: requireField(list(bodyParameter)),
  }),
  button: object<ComponentOf<"button">>({
    type: requireField(oneOf("button")),
    sub_type: requireField(oneOf("order_details")),
    index: requireField(buttonIndex),
    parameters: requireField(
      only(
        object<DetailsParameter>({
          type: requireField(oneOf("action")),
          action: requireField(object<DetailsParameter["action"]>({ order_details: requireField(detailsParameters) })),
        }),
      ),
    ),
  }),
  order_status: object<ComponentOf<"order_status">>({
    type: requireField(oneOf("order_status")),
    parameters: requireField(
      only(
        object<StatusParameter>({
          type: requireField(oneOf("order_status")),
          order_status: requireField(statusParameters),
        }),
      ),
    ),
  }),
};

const types = Object.keys(readers) as readonly SentComponent["type"][];

export const sentComponent: Reader<SentComponent> = (value, at) => {
  const type = requireField(oneOf(...types))(anyObject(value, at)["type"], memberLocation(at, "type"));
  return readers[type](value, at);
};
