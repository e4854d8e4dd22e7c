import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { TextRun } from 'pdfmake';
import { type FontCoverage, fontCoverage } from './font-coverage.js';

/**
 * Morisawa BIZ UDPGothic (OFL), made for office papers. It lacks characters that names have, such as 𠮷: those are set in
 * Noto Sans JP (OFL).
 */
export const TEXT_FONT = 'BizUDPGothic';
export const NAME_FONT = 'NotoSansJP';

const FILES = {
  text: '@expo-google-fonts/biz-udpgothic/400Regular/BIZUDPGothic_400Regular.ttf',
  textBold: '@expo-google-fonts/biz-udpgothic/700Bold/BIZUDPGothic_700Bold.ttf',
  name: '@expo-google-fonts/noto-sans-jp/400Regular/NotoSansJP_400Regular.ttf',
  nameBold: '@expo-google-fonts/noto-sans-jp/700Bold/NotoSansJP_700Bold.ttf',
} as const;

interface LoadedFonts {
  readonly files: Readonly<Record<keyof typeof FILES, Buffer>>;
  readonly covers: Readonly<Record<typeof TEXT_FONT | typeof NAME_FONT, FontCoverage>>;
}

let loaded: LoadedFonts | undefined;

/** The fonts' files, read once. */
export const fonts = (): LoadedFonts => {
  if (loaded !== undefined) return loaded;
  const { resolve } = createRequire(import.meta.url);
  const entries = Object.entries(FILES).map(([name, path]) => [name, readFileSync(resolve(path))]);
  const files = Object.fromEntries(entries) as LoadedFonts['files'];
  loaded = {
    files,
    covers: { [TEXT_FONT]: fontCoverage(files.text), [NAME_FONT]: fontCoverage(files.name) },
  };
  return loaded;
};

/** The printers' mark for a character that neither font has. */
const GETA = '〓';
/** A mark on the character before it needs no glyph of its own. */
const VARIATION_SELECTOR = /^(?:[\uFE00-\uFE0F]|[\u{E0100}-\u{E01EF}])$/u;

/** A text in runs, each in a font that has its characters. Variation selectors are dropped, other characters never. */
export const fontRuns = (text: string): TextRun[] => {
  const { covers } = fonts();
  const runs: { text: string; font: string }[] = [];
  for (const character of text) {
    const codePoint = character.codePointAt(0)!;
    const isPlain = character === '\n' || covers[TEXT_FONT](codePoint);
    if (!isPlain && VARIATION_SELECTOR.test(character)) continue;
    const isName = !isPlain && covers[NAME_FONT](codePoint);
    const font = isName ? NAME_FONT : TEXT_FONT;
    const written = isPlain || isName ? character : GETA;
    const last = runs[runs.length - 1];
    if (last?.font === font) last.text += written;
    else runs.push({ text: written, font });
  }
  return runs;
};
