import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { SaxesParser, type SaxesTagPlain } from 'saxes';
import { openText } from '../open-text.js';
import { RoadImportError } from '../road-import-error.js';
import type { OnBytes, OsmMember, OsmVisitor } from './osm-elements.js';

interface OpenElement {
  readonly kind: 'node' | 'way' | 'relation';
  readonly id: number;
  readonly lng: number;
  readonly lat: number;
  readonly tags: Record<string, string>;
  readonly refs: number[];
  readonly members: OsmMember[];
}

/** Reads an OpenStreetMap XML file, packed by gzip or not. */
export async function readXml(path: string, visitor: OsmVisitor, onBytes: OnBytes): Promise<void> {
  const { size } = await stat(path);
  const file = createReadStream(path);
  const parser = osmParser(path, visitor);
  for await (const text of openText(file, path)) {
    parser.write(text);
    onBytes(file.bytesRead, size);
  }
  parser.close();
}

function osmParser(path: string, visitor: OsmVisitor): SaxesParser {
  const parser = new SaxesParser();
  let open: OpenElement | undefined;
  let isOsm = false;
  const fail = (what: string): never => {
    throw new RoadImportError(`${path}, line ${parser.line}, column ${parser.column}: ${what}.`);
  };
  parser.on('error', (error) =>
    fail(`the XML is broken, ${error.message.replace(/^\d+:\d+: /, '').replace(/\.$/, '')}`),
  );
  parser.on('opentag', (tag) => {
    if (!isOsm) isOsm = isOsmRoot(tag, fail);
    else if (tag.name === 'node' || tag.name === 'way' || tag.name === 'relation')
      open = openElement(tag, fail);
    else if (open) addChild(open, tag, fail);
  });
  parser.on('closetag', (tag) => {
    if (!open || tag.name !== open.kind) return;
    hand(open, visitor);
    open = undefined;
  });
  return parser;
}

function isOsmRoot(tag: SaxesTagPlain, fail: (what: string) => never): boolean {
  if (tag.name === 'osm') return true;
  return fail(`this is not OpenStreetMap XML, it begins with <${tag.name}>`);
}

function openElement(tag: SaxesTagPlain, fail: (what: string) => never): OpenElement {
  const kind = tag.name as OpenElement['kind'];
  const number = (name: string): number => {
    const value = Number(tag.attributes[name] || Number.NaN);
    return Number.isFinite(value) ? value : fail(`<${kind}> has no usable "${name}"`);
  };
  const isDeleted = tag.attributes.visible === 'false' || tag.attributes.action === 'delete';
  const hasPlace = kind === 'node' && !isDeleted;
  return {
    kind,
    id: number('id'),
    lng: hasPlace ? number('lon') : Number.NaN,
    lat: hasPlace ? number('lat') : Number.NaN,
    tags: isDeleted ? { deleted: 'yes' } : {},
    refs: [],
    members: [],
  };
}

function addChild(
  open: OpenElement,
  { name, attributes }: SaxesTagPlain,
  fail: (what: string) => never,
): void {
  if (name === 'tag') open.tags[attributes.k] = attributes.v;
  if (name !== 'nd' && name !== 'member') return;
  const ref = Number(attributes.ref || Number.NaN);
  if (!Number.isFinite(ref)) fail(`<${name}> has no usable "ref"`);
  if (name === 'nd') open.refs.push(ref);
  else open.members.push({ type: attributes.type as OsmMember['type'], ref, role: attributes.role });
}

function hand(element: OpenElement, visitor: OsmVisitor): void {
  const { kind, id, tags } = element;
  if (tags.deleted === 'yes') return;
  if (kind === 'node') visitor.node?.(id, element.lng, element.lat, tags);
  else if (kind === 'way') visitor.way?.(id, element.refs, tags);
  else visitor.relation?.(id, element.members, tags);
}
