/** The same trouble is told again after this time. */
const TELL_AGAIN_MS = 30_000;

export type TellTrouble = (sentence: string) => void;

/** Tells what is wrong once, and again after a while, however often it is noted. */
export class TroubleTeller {
  private told = { sentence: '', at: Number.NEGATIVE_INFINITY };

  constructor(private readonly tell: TellTrouble) {}

  /** What is wrong now; empty while all is well. */
  get trouble(): string {
    return this.told.sentence;
  }

  note(sentence: string): void {
    const now = performance.now();
    if (sentence !== this.told.sentence || now - this.told.at > TELL_AGAIN_MS) {
      this.told = { sentence, at: now };
      this.tell(sentence);
    }
  }

  clear(): void {
    this.told = { sentence: '', at: Number.NEGATIVE_INFINITY };
  }
}
