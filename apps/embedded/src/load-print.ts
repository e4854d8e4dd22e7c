import qrcode from 'qrcode-terminal';
import type { AccountRole, Register } from '#domain';
import { isLoopback } from './device-address.js';
import type { IssuedAccountToken } from './load-accounts.js';
import type { IssuedToken } from './load-register.js';

/**
 * Settings that Traccar Client 9 and 10 takes from the address it scans (and leaves out of the address it sends to). Its
 * own defaults, a coarse position every 75 m or 5 minutes, say nothing of which street was plowed.
 */
const PHONE_SETTINGS = 'accuracy=highest&interval=5&angle=30&heartbeat=60&stop_detection=false&buffer=true';

const qrOf = (text: string): string => {
  let drawn = '';
  qrcode.generate(text, { small: true }, (qr) => {
    drawn = qr;
  });
  return drawn;
};

const printDevice = (device: IssuedToken, baseUrl: string): string => {
  const url = `${baseUrl}/t/${device.token}`;
  const vehicle = device.vehicleCode ?? '車両なし / on no vehicle';
  return `\n端末 / device ${device.code} (${vehicle})\n  ${url}\n${qrOf(`${url}?${PHONE_SETTINGS}`)}`;
};

const NOTE = `
Traccar Client(9 以降): 設定 → 右上の QR で読み取り、戻って「継続追跡」をオンにしてください。ほかのアプリには上のアドレスを入力し、
位置の精度を最高、間隔を 5 秒にしてください。トークンの表示はこの一度だけです(なくしたら --renew 端末番号)。
Traccar Client 9 or newer: Settings, scan the code (top right), go back and switch tracking on. In other apps enter the address,
the highest accuracy and an interval of 5 s. A token is shown this once; --renew CODE makes another.
`;

const UNREACHABLE = `
注意: このアドレスには電話からは届きません。HOST=0.0.0.0 npm start で起動し直し、同じコマンドに --renew all を付けて実行してください。
インターネット経由なら --url https://… も付けます。
Phones cannot reach this address: start the server again with HOST=0.0.0.0 npm start, then run this command again with --renew all.
Over the internet, give --url https://… as well.
`;

/** Each issued token's address and QR code: the only time it is shown. */
export const printDevices = (devices: readonly IssuedToken[], baseUrl: string): string => {
  if (devices.length === 0) return '';
  const drawn = devices.map((device) => printDevice(device, baseUrl)).join('');
  return `${drawn}${NOTE}${isLoopback(baseUrl) ? UNREACHABLE : ''}`;
};

/** One line of how much was read. */
export const printCounts = (register: Register, contracts: number): string => {
  const { authorities, contractors, workZones, vehicles, devices, routes } = register;
  return (
    `管理者 ${authorities.length}・受注者 ${contractors.length}・工区 ${workZones.length}・車両 ${vehicles.length}・` +
    `端末 ${devices.length}・路線 ${routes.length}・契約 ${contracts} を登録しました。\n` +
    `Loaded ${authorities.length} authorities, ${contractors.length} contractors, ${workZones.length} work zones, ` +
    `${vehicles.length} vehicles, ${devices.length} devices, ${routes.length} routes, ${contracts} contracts.\n`
  );
};

const PAGE_OF: Readonly<Record<AccountRole, string>> = {
  driver: '/driver',
  contractor: '/paper',
  client: '/paper',
  auditor: '/paper',
};

const ACCOUNT_NOTE = `
利用者のアドレスは本人だけに渡してください。開くとサインインします。トークンの表示はこの一度だけです(なくしたら --renew 利用者番号)。
Give each address to its own person only: opening it signs in. A token is shown this once; --renew CODE makes another.
`;

/** Each account's address with its token, and its QR code: the only time it is shown. */
export const printAccounts = (issued: readonly IssuedAccountToken[], baseUrl: string): string => {
  if (issued.length === 0) return '';
  const drawn = issued.map(({ account: { code, name, role }, token }) => {
    const url = `${baseUrl}${PAGE_OF[role]}?token=${token}`;
    return `\n利用者 / account ${code} (${name}, ${role})\n  ${url}\n${qrOf(url)}`;
  });
  return `${drawn.join('')}${ACCOUNT_NOTE}`;
};
