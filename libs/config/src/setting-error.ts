/** A setting that cannot be used; the message names the key, its value and what to do. */
export class SettingError extends Error {
  override readonly name = 'SettingError';
}

/** @throws SettingError */
export const refuse = (key: string, value: string, hint: string): never => {
  throw new SettingError(`${key}=${JSON.stringify(value)} cannot be used: ${hint}`);
};

/** @throws SettingError when `value` is no number from `min` to `max` */
export const parseNumber = (key: string, value: string, min: number, max: number): number => {
  const number = Number(value);
  if (value.trim() === '' || !Number.isFinite(number) || number < min || number > max) {
    return refuse(key, value, `give a number from ${min} to ${max}.`);
  }
  return number;
};

/** @throws SettingError when `value` is no whole number from `min` to `max` */
export const parseWhole = (key: string, value: string, min: number, max: number): number => {
  const number = parseNumber(key, value, min, max);
  return Number.isInteger(number) ? number : refuse(key, value, 'give a whole number.');
};
