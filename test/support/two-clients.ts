import type { Night } from './driven-night.js';
import { HOUR_MS } from './map-api-app.js';
import { EVENING, type PaperApi, startPaperApi } from './paper-api.js';

export interface TwoClientsOrder {
  /** Does the other contractor's machine drive along with the first one's, under the same plate? */
  readonly isTwin: boolean;
}

const drive = (vehicle: string, road: string, hours: number): Night => ({
  vehicle,
  roads: [road],
  fromAt: EVENING + hours * HOUR_MS,
  toAt: EVENING + (hours + 1) * HOUR_MS,
});

/**
 * A night of machine P1 of contractor C1 for two clients, an hour on the city's road (本通り) and one on the prefecture's
 * (細道), and of P2 of C2.
 */
export const startTwoClients = ({ isTwin }: TwoClientsOrder): Promise<PaperApi> =>
  startPaperApi({
    ofTwoClients: true,
    secondPlate: isTwin ? '金沢 100 あ 1234' : undefined,
    nights: [
      drive('P1', '本通り', 0),
      drive('P1', '細道', 1),
      drive('P2', isTwin ? '本通り' : '高しきい通り', 0),
    ],
  });
