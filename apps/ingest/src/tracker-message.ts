import { parse as parseForm } from 'node:querystring';
import type { RawFix } from '#domain';
import { readFlatFix, readNestedFix } from './tracker-forms.js';

/** One fix of a message with the payload it came from; `raw` is null where the payload cannot be read as a fix. */
export interface ReceivedFix {
  readonly raw: RawFix | null;
  readonly payload: unknown;
}

/** The parts of a request to `/t/<token>` that can carry fixes. */
export interface TrackerRequest {
  readonly query: Readonly<Record<string, unknown>>;
  readonly body: string;
}

type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const unreadable = (payload: unknown): ReceivedFix => ({ raw: null, payload });

/** A query or form: a heartbeat, which has neither latitude nor longitude, carries no fix. */
const readFields = (fields: Fields): ReceivedFix[] => {
  const isHeartbeat = fields.lat === undefined && fields.lon === undefined;
  return isHeartbeat ? [] : [{ raw: readFlatFix(fields), payload: fields }];
};

/** OwnTracks says what a message is in `_type`: only locations carry a fix. */
const readJson = (value: unknown, query: Fields): ReceivedFix[] => {
  if (Array.isArray(value)) return value.flatMap((element) => readJson(element, query));
  if (!isFields(value)) return [unreadable(value)];
  if (value._type !== undefined && value._type !== 'location') return [];
  if (Array.isArray(value.location)) {
    return value.location.flatMap((location) => readJson({ ...value, location }, query));
  }
  if (value.location === undefined) return readFields({ ...query, ...value });
  if (!isFields(value.location)) return [unreadable(value)];
  return [{ raw: readNestedFix(value.location, query), payload: value }];
};

/**
 * Reads a phone app's message: Traccar Client 8 (query), 9 (nested JSON, arrays too) and 10 (form), OsmAnd and
 * OwnTracks (flat JSON). An empty list is a heartbeat: to be acknowledged, nothing to keep.
 */
export const parseTrackerMessage = ({ query, body }: TrackerRequest): ReceivedFix[] => {
  const text = body.trim();
  if (text === '') return readFields(query);
  if (!text.startsWith('{') && !text.startsWith('[')) {
    return text.includes('=') ? readFields({ ...query, ...parseForm(text) }) : [unreadable(text)];
  }
  try {
    return readJson(JSON.parse(text), query);
  } catch {
    return [unreadable(text)];
  }
};
