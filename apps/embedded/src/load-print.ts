import { networkInterfaces } from 'node:os';
import qrcode from 'qrcode-terminal';
import type { Settings } from '#config';
import type { Register } from '#domain';
import type { NewDevice } from './load-register.js';

/** This machine's address in its own network, as a phone beside it can reach it. */
const lanAddress = (): string | undefined =>
  Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .find((address) => address.family === 'IPv4' && !address.internal)?.address;

const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || host.startsWith('127.');

/** Where devices send to, as far as the settings tell. */
export const deviceUrlOf = ({ host, port }: Settings): string => {
  const reachable = host === '0.0.0.0' || host === '::' ? (lanAddress() ?? '127.0.0.1') : host;
  return `http://${reachable.includes(':') ? `[${reachable}]` : reachable}:${port}`;
};

const qrOf = (text: string): string => {
  let drawn = '';
  qrcode.generate(text, { small: true }, (qr) => {
    drawn = qr;
  });
  return drawn;
};

const printDevice = (device: NewDevice, baseUrl: string): string => {
  const url = `${baseUrl}/t/${device.token}`;
  const vehicle = device.vehicleCode ?? '車両なし / on no vehicle';
  return `\n端末 / device ${device.code} (${vehicle})\n  ${url}\n${qrOf(url)}`;
};

/** Each new device's address and QR code: the only time its token is shown. */
export const printDevices = (devices: readonly NewDevice[], baseUrl: string): string => {
  if (devices.length === 0) return '';
  const note =
    '\nトークンが表示されるのはこの一度だけです。QR コードを端末のアプリ(Traccar Client など)で読み取ってください。\n' +
    'Each token is shown this once: scan the QR code with the app on the device (such as Traccar Client).\n';
  const loopback = isLoopback(new URL(baseUrl).hostname)
    ? '\nこのアドレスには電話からは届きません。HOST=0.0.0.0 で起動し、--url http://アドレス:ポート を付けてください。\n' +
      'A phone cannot reach this address: start with HOST=0.0.0.0, and give --url http://ADDRESS:PORT here.\n'
    : '';
  return devices.map((device) => printDevice(device, baseUrl)).join('') + note + loopback;
};

/** One line of how much was read. */
export const printCounts = (register: Register): string => {
  const { authorities, contractors, workZones, vehicles, devices, routes } = register;
  return (
    `管理者 ${authorities.length}・受注者 ${contractors.length}・工区 ${workZones.length}・車両 ${vehicles.length}・` +
    `端末 ${devices.length}・路線 ${routes.length} を登録しました。\n` +
    `Loaded ${authorities.length} authorities, ${contractors.length} contractors, ${workZones.length} work zones, ` +
    `${vehicles.length} vehicles, ${devices.length} devices, ${routes.length} routes.\n`
  );
};
