/** An element of XML: a name with attributes, and a text or elements inside. Null stands for an element that is not there. */
export type XmlNode = string | null;

/** XML 1.0 has no place for these, not even escaped. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
const FORBIDDEN = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/gu;

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

const escaped = (text: string): string =>
  text.replace(FORBIDDEN, '').replace(/[&<>"]/g, (character) => ESCAPES[character]);

type Attributes = Readonly<Record<string, string>>;

const opened = (name: string, attributes: Attributes): string =>
  [name, ...Object.entries(attributes).map(([key, value]) => `${key}="${escaped(value)}"`)].join(' ');

/** `<name>text</name>`. */
export const leaf = (name: string, text: string, attributes: Attributes = {}): string =>
  `<${opened(name, attributes)}>${escaped(text)}</${name}>`;

/** `<name>…</name>` around the elements that are there. */
export const branch = (name: string, inside: readonly XmlNode[], attributes: Attributes = {}): string =>
  `<${opened(name, attributes)}>${inside.filter((node) => node !== null).join('')}</${name}>`;
