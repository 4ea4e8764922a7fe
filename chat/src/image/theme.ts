/** Colours of an image, as hexadecimal RGB. */
export interface Theme {
  readonly wallpaper: string;
  readonly bar: string;
  readonly field: string;
  readonly businessBubble: string;
  readonly userBubble: string;
  /** Background of an order's details. */
  readonly inset: string;
  /** Background of code and of placeholders for images and documents. */
  readonly shade: string;
  readonly divider: string;
  readonly text: string;
  /** Footers, times and other secondary text. */
  readonly detail: string;
  readonly link: string;
  /** Buttons and the bar of quotes. */
  readonly accent: string;
  /** Icons on the accent colour. */
  readonly onAccent: string;
  readonly avatar: string;
  readonly onAvatar: string;
  readonly paid: Label;
  readonly pending: Label;
  readonly failed: Label;
}

interface Label {
  readonly background: string;
  readonly text: string;
}

export type ThemeName = "light" | "dark";

export const themes: Readonly<Record<ThemeName, Theme>> = {
  light: {
    wallpaper: "#e9e6df",
    bar: "#f7f7f5",
    field: "#ffffff",
    businessBubble: "#ffffff",
    userBubble: "#d8f2dc",
    inset: "#f4f6f6",
    shade: "#e8ebec",
    divider: "#dfe3e5",
    text: "#15212a",
    detail: "#56636a",
    link: "#0b62b3",
    accent: "#00735a",
    onAccent: "#ffffff",
    avatar: "#00735a",
    onAvatar: "#ffffff",
    paid: { background: "#d3f0da", text: "#0b5a2a" },
    pending: { background: "#fcefc9", text: "#714700" },
    failed: { background: "#fbdedb", text: "#96190f" },
  },
  dark: {
    wallpaper: "#0e1519",
    bar: "#1a242a",
    field: "#243138",
    businessBubble: "#202c33",
    userBubble: "#124a3b",
    inset: "#19242a",
    shade: "#33414a",
    divider: "#36444d",
    text: "#e9eff2",
    detail: "#a5b1b8",
    link: "#73c8f7",
    accent: "#45d3a0",
    onAccent: "#0b1a16",
    avatar: "#14654f",
    onAvatar: "#d7f5e9",
    paid: { background: "#17492c", text: "#b5f0c8" },
    pending: { background: "#4d3a0d", text: "#ffe199" },
    failed: { background: "#5a201b", text: "#ffc9c2" },
  },
};
