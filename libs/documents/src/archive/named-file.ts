export interface NamedFile {
  readonly fileName: string;
  readonly bytes: Uint8Array;
}
