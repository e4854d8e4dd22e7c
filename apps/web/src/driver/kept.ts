const DATABASE = 'yukimichi-driver';
const VERSION = 1;

/** A request that waits to be sent. */
export interface Waiting {
  /** Order of sending; given by the store. */
  readonly place?: number;
  readonly id: string;
  readonly account: string;
  /** The report it is about; later ones of the same report wait for it. Null: about none. */
  readonly reportNo: string | null;
  readonly kind: 'submit' | 'correct' | 'photo' | 'work';
  readonly method: 'POST' | 'PUT';
  readonly path: string;
  readonly body: unknown;
  /** Set when the service refused it for good: its sentence. */
  readonly refused?: string;
}

const asPromise = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

let opened: Promise<IDBDatabase> | null = null;

const open = (): Promise<IDBDatabase> => {
  opened ??= new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE, VERSION);
    request.onupgradeneeded = () => {
      request.result.createObjectStore('read');
      request.result.createObjectStore('waiting', { keyPath: 'place', autoIncrement: true });
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  return opened;
};

const inStore = async <T>(
  name: 'read' | 'waiting',
  mode: IDBTransactionMode,
  run: (store: IDBObjectStore) => IDBRequest<T>,
): Promise<T> => {
  const transaction = (await open()).transaction(name, mode);
  const done = new Promise<void>((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onerror = () => reject(transaction.error);
    transaction.onabort = () => reject(transaction.error);
  });
  const result = await asPromise(run(transaction.objectStore(name)));
  await done;
  return result;
};

/** What was read last, by its address: shown while there is no connection. */
export const keep = (key: string, value: unknown): Promise<unknown> =>
  inStore('read', 'readwrite', (store) => store.put(value, key));
export const kept = async <T>(key: string): Promise<T | null> =>
  ((await inStore('read', 'readonly', (store) => store.get(key))) as T | undefined) ?? null;
/** Forgets what an earlier account read; what waits to be sent stays. */
export const forgetRead = (): Promise<unknown> => inStore('read', 'readwrite', (store) => store.clear());

/** Resolves when the request is on the phone's own storage: from then on it is not lost. */
export const addWaiting = (request: Waiting): Promise<unknown> =>
  inStore('waiting', 'readwrite', (store) => store.add(request));
export const listWaiting = (): Promise<Waiting[]> =>
  inStore('waiting', 'readonly', (store) => store.getAll()) as Promise<Waiting[]>;
export const putWaiting = (request: Waiting): Promise<unknown> =>
  inStore('waiting', 'readwrite', (store) => store.put(request));
export const removeWaiting = (place: number): Promise<unknown> =>
  inStore('waiting', 'readwrite', (store) => store.delete(place));
