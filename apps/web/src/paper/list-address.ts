/** What a list is sorted by. */
export interface ListSort {
  readonly key: string;
  readonly isFalling: boolean;
}

/** How a reader looks at a list: the words that he filters by, and its sort where it is not the usual one. */
export interface ListLook {
  readonly find: string;
  readonly sort: ListSort | null;
}

/** Where the address names nothing the reports are shown. */
const FIRST = '#/reports';
const OF_LOOK = /^(find|sort)=/;

const pathOf = (hash: string): string => {
  const [path] = hash.split('?');
  return /^#?\/?$/.test(path) ? FIRST : path;
};

const piecesOf = (hash: string): string[] => (hash.split('?')[1] ?? '').split('&').filter(Boolean);

const join = (hash: string, pieces: readonly string[]): string =>
  [pathOf(hash), pieces.join('&')].filter(Boolean).join('?');

/** What an address such as `#/reports?queue&from=2026-01-01&find=J12` asks the service for: `queue&from=2026-01-01`. */
export const queryOf = (hash: string): string =>
  piecesOf(hash)
    .filter((piece) => !OF_LOOK.test(piece))
    .join('&');

/** How the address says that its list is looked at: `find=J12&sort=-date`, falling by date. */
export const lookOf = (hash: string): ListLook => {
  const look = new URLSearchParams(piecesOf(hash).join('&'));
  const sort = look.get('sort');
  return {
    find: look.get('find') ?? '',
    sort: sort === null ? null : { key: sort.replace(/^-/, ''), isFalling: sort.startsWith('-') },
  };
};

/** The same list looked at in another way. */
export const withLook = (hash: string, { find, sort }: ListLook): string => {
  const look = [
    find !== '' && `find=${encodeURIComponent(find)}`,
    sort !== null && `sort=${sort.isFalling ? '-' : ''}${sort.key}`,
  ];
  return join(hash, [queryOf(hash), ...look].filter((piece) => piece !== '' && piece !== false) as string[]);
};

/** The same look at what another query finds. */
export const withQuery = (hash: string, query: string): string =>
  withLook(join(hash, [query].filter(Boolean)), lookOf(hash));

/** Puts an address in the place of the present one, so that Back, a reload and a link that is sent lead to it. */
export const keepAddress = (hash: string): void => {
  if (hash !== location.hash) history.replaceState(history.state, '', hash);
};
