/** A text as part of a file name on any system: no separators, reserved or invisible characters, at most 80 long. */
export const safeName = (text: string): string =>
  [...text.replace(/[\\/:*?"<>|\s\p{C}]/gu, '')].slice(0, 80).join('').replace(/^\.+/, '');
