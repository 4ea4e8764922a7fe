import { list, object, oneOf, optional, text, type Decoder } from "../decode";
import { isObject } from "../json";
import { headerFormats, type TemplateButton, type TemplateComponent } from "../state/templates";

type ComponentOf<Type extends TemplateComponent["type"]> = Extract<TemplateComponent, { readonly type: Type }>;

const decoders: { readonly [Type in TemplateComponent["type"]]: Decoder<ComponentOf<Type>> } = {
  HEADER: object<ComponentOf<"HEADER">>({
    type: oneOf("HEADER"),
    format: oneOf(...headerFormats),
    text: optional(text),
  }),
  BODY: object<ComponentOf<"BODY">>({ type: oneOf("BODY"), text }),
  FOOTER: object<ComponentOf<"FOOTER">>({ type: oneOf("FOOTER"), text }),
  BUTTONS: object<ComponentOf<"BUTTONS">>({
    type: oneOf("BUTTONS"),
    buttons: list(object<TemplateButton>({ type: text, text })),
  }),
};

const componentType = oneOf("HEADER", "BODY", "FOOTER", "BUTTONS");

export const templateComponent: Decoder<TemplateComponent> = (value, path) => {
  const type = componentType(isObject(value) ? value["type"] : undefined, `${path}.type`);
  return decoders[type](value, path);
};
