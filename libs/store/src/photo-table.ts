import { sha256 } from '#domain';
import type { Queryable } from './database.js';
import type { Recorded, Stamp } from './stamp.js';

/** A photo of a report; reports name it by its hash (`entries.photos[].id`). */
export interface Photo extends Recorded {
  /** SHA-256 of the file, hexadecimal. */
  readonly hash: string;
  /** Such as `image/jpeg`. */
  readonly mediaType: string;
  readonly content: Buffer;
}

/** Keeps a photo and returns its hash; one that is there already is kept once. */
export const insertPhoto = async (
  tx: Queryable,
  { mediaType, content }: Pick<Photo, 'mediaType' | 'content'>,
  { by, at }: Stamp,
): Promise<string> => {
  const hash = sha256(content);
  await tx.query(
    `INSERT INTO photo (hash, media_type, content, recorded_at, recorded_by)
     VALUES ($1, $2, $3, to_timestamp($4::float8 / 1000), $5) ON CONFLICT (hash) DO NOTHING`,
    [hash, mediaType, content, at, by],
  );
  return hash;
};

export const findPhoto = async (queryable: Queryable, hash: string): Promise<Photo | undefined> => {
  const [photo] = await queryable.query<Photo>(
    `SELECT hash, media_type AS "mediaType", content, recorded_at AS "recordedAt", recorded_by AS "recordedBy"
     FROM photo WHERE hash = $1`,
    [hash],
  );
  return photo;
};
