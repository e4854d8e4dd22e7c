import { rmSync } from 'node:fs';

export default async () => {
  if (globalThis.timescaleTemplates) rmSync(globalThis.timescaleTemplates, { recursive: true, force: true });
};
