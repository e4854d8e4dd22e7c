/** A source that cannot be imported. The message is one sentence for the person at the terminal, with the place of the fault. */
export class RoadImportError extends Error {
  override readonly name = 'RoadImportError';
}
