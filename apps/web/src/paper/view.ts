import type { Session } from '#wire';

/** One page of the paperwork, as the address names it. */
export interface View {
  readonly root: HTMLElement;
  /** `j` and `k`. */
  step?(by: 1 | -1): void;
  /** Called when another view takes its place. */
  close?(): void;
}

/** What views share: who is here, and how to tell him something. */
export interface Desk {
  readonly session: Session;
  /** The service's time, ms. */
  now(): number;
  /** The service's day, `YYYY-MM-DD`. */
  today(): string;
  /** Tells a sentence for a few seconds. */
  tell(sentence: string, isAlarm?: boolean): void;
  /** Runs a request; what the service refuses is told. False where it was. */
  run(request: () => Promise<unknown>): Promise<boolean>;
  /** Runs a request; where the session has ended, asks for a token and runs it again, so that nothing written is lost. */
  signedIn<T>(request: () => Promise<T>): Promise<T>;
  /** The address of a list (`#/reports`) as it was left. */
  listAddress(path: string): string;
  showSheet(body: HTMLElement): void;
  closeSheet(): void;
}
