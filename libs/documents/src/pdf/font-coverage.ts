/** Which characters a TrueType font has a glyph for, read from its `cmap` table (OpenType specification, formats 4 and 12). */
export type FontCoverage = (codePoint: number) => boolean;

interface CharacterGroup {
  readonly from: number;
  readonly to: number;
}

const UNICODE_FULL = 10;
const WINDOWS = 3;

const tableOffset = (font: DataView, tag: string): number => {
  const count = font.getUint16(4);
  for (let i = 0; i < count; i += 1) {
    const record = 12 + i * 16;
    const name = String.fromCharCode(...[0, 1, 2, 3].map((k) => font.getUint8(record + k)));
    if (name === tag) return font.getUint32(record + 8);
  }
  throw new RangeError(`The font has no ${tag} table`);
};

/** Groups of the full Unicode subtable (format 12), which every font with characters beyond U+FFFF has. */
const groupsOf = (font: DataView): CharacterGroup[] => {
  const cmap = tableOffset(font, 'cmap');
  const count = font.getUint16(cmap + 2);
  for (let i = 0; i < count; i += 1) {
    const record = cmap + 4 + i * 8;
    const isFull = font.getUint16(record) === WINDOWS && font.getUint16(record + 2) === UNICODE_FULL;
    const subtable = cmap + font.getUint32(record + 4);
    if (!isFull || font.getUint16(subtable) !== 12) continue;
    return Array.from({ length: font.getUint32(subtable + 12) }, (_, k) => ({
      from: font.getUint32(subtable + 16 + k * 12),
      to: font.getUint32(subtable + 20 + k * 12),
    }));
  }
  throw new RangeError('The font has no full Unicode table of characters');
};

/** @throws RangeError for a file that is no such font: then the package is not what it was. */
export const fontCoverage = (bytes: Uint8Array): FontCoverage => {
  const groups = groupsOf(new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  return (codePoint) => {
    let low = 0;
    let high = groups.length - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      if (groups[middle].to < codePoint) low = middle + 1;
      else if (groups[middle].from > codePoint) high = middle - 1;
      else return true;
    }
    return false;
  };
};
