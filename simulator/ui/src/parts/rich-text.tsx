import type { ComponentChildren } from "preact";
import type { Block, Inline } from "../../../../chat/src/model/rich-text";
import { parseRichText } from "../../../../chat/src/model/parse-rich-text";

/** Text with WhatsApp's formatting. */
export function RichText({ text }: { readonly text: string }) {
  return (
    <div class="rich-text" dir="auto">
      {parseRichText(text).map((block, index) => (
        <BlockView key={index} block={block} />
      ))}
    </div>
  );
}

function BlockView({ block }: { readonly block: Block }) {
  switch (block.kind) {
    case "paragraph":
      return <p dir="auto">{block.content.length === 0 ? <br /> : <Inlines content={block.content} />}</p>;
    case "quote":
      return <blockquote>{block.lines.map((line, index) => paragraph(line, index))}</blockquote>;
    case "list": {
      const items = block.items.map((item, index) => (
        <li key={index} dir="auto">
          <Inlines content={item} />
        </li>
      ));
      return block.start === undefined ? <ul>{items}</ul> : <ol start={block.start}>{items}</ol>;
    }
    case "code":
      return <pre>{block.text}</pre>;
    default:
      return block satisfies never;
  }
}

function paragraph(content: readonly Inline[], key: number) {
  return (
    <p key={key} dir="auto">
      <Inlines content={content} />
    </p>
  );
}

function Inlines({ content }: { readonly content: readonly Inline[] }) {
  return <>{content.map((inline, index) => renderInline(inline, index))}</>;
}

function renderInline(inline: Inline, key: number): ComponentChildren {
  switch (inline.kind) {
    case "text":
      return inline.text;
    case "link":
      return <Link key={key} text={inline.text} url={inline.url} />;
    case "code":
      return <code key={key}>{inline.text}</code>;
    case "bold":
      return (
        <strong key={key}>
          <Inlines content={inline.content} />
        </strong>
      );
    case "italic":
      return (
        <em key={key}>
          <Inlines content={inline.content} />
        </em>
      );
    case "strikethrough":
      return (
        <s key={key}>
          <Inlines content={inline.content} />
        </s>
      );
    default:
      return inline satisfies never;
  }
}

/** Only addresses that open a page or an email. */
function Link({ text, url }: { readonly text: string; readonly url: string }) {
  if (!/^(https?|mailto):/i.test(url)) return <>{text}</>;
  return (
    <a href={url} target="_blank" rel="noreferrer">
      {text}
    </a>
  );
}
