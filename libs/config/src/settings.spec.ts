import { readSettings, SettingError } from './settings.js';

describe('readSettings', () => {
  it('has a usable default for every key', () => {
    const settings = readSettings({});
    expect(settings).toMatchObject({
      host: '127.0.0.1',
      port: 3000,
      publishDir: '.data/public',
      silentAfterMs: 600_000,
    });
    expect(settings.thresholdsCm).toMatchObject({ pref_priority: 5, city_1: 10, city_3: 30 });
    expect(settings.clock.rate).toBe(1);
  });

  it.each([
    ['PORT', 'eighty', /^PORT="eighty" cannot be used: give a number from 0 to 65535\.$/],
    ['PORT', '70000', /PORT="70000"/],
    ['AGE_BANDS_H', '3,1,24', /three rising numbers/],
    ['THRESHOLDS_CM', 'city_1', /write "city_1" as class=number/],
    ['CLOCK', 'storm@yesterday@20', /CLOCK="storm@yesterday@20" cannot be used/],
    ['CLOCK', 'storm@2026-01-25T18:00:00+09:00@0', /cannot be used/],
    ['LOG_LEVEL', 'loud', /choose one of error, warn, info, debug/],
  ])('refuses %s=%s by name and says what to write', (key, value, message) => {
    expect(() => readSettings({ [key]: value })).toThrow(SettingError);
    expect(() => readSettings({ [key]: value })).toThrow(message);
  });

  it('runs a storm clock from its start, anchored to an instant of the system clock', () => {
    const anchor = new Date(Date.now() - 10_000).toISOString();
    const { clock } = readSettings({ CLOCK: `storm@2026-01-25T18:00:00+09:00@20@${anchor}` });
    const elapsedMs = clock.now() - Date.parse('2026-01-25T18:00:00+09:00');
    expect(clock.rate).toBe(20);
    expect(elapsedMs).toBeGreaterThanOrEqual(200_000);
    expect(elapsedMs).toBeLessThan(300_000);
  });
});
