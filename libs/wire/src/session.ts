/** Who is signed in: the answer of `GET` and `POST /api/session`. */
export interface Session {
  account: string;
  name: string;
  role: 'driver' | 'contractor' | 'client' | 'auditor';
  contractor: string | null;
  /** Codes of a driver's machines. */
  machines: string[];
  /** The service's time. */
  asOfAt: string;
}
