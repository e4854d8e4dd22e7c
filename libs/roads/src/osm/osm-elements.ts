export type OsmTags = Readonly<Record<string, string>>;

export interface OsmMember {
  readonly type: 'node' | 'way' | 'relation';
  readonly ref: number;
  readonly role: string;
}

/** What a reader of OpenStreetMap data calls for each element; a kind without a method is skipped cheaply. */
export interface OsmVisitor {
  node?(id: number, lng: number, lat: number, tags: OsmTags): void;
  way?(id: number, refs: readonly number[], tags: OsmTags): void;
  relation?(id: number, members: readonly OsmMember[], tags: OsmTags): void;
}

/** Bytes read of bytes there are, for the progress line. */
export type OnBytes = (done: number, total: number) => void;

/** Reads one file from beginning to end. Throws `RoadImportError` with the place of the fault. */
export type OsmReader = (path: string, visitor: OsmVisitor, onBytes: OnBytes) => Promise<void>;
