const OFFSET_KEY = 'yukimichi.offset';

/** Remembers how far the service's clock is from the phone's: phones go wrong by minutes, and a demo lives in its own time. */
export const rememberServiceTime = (asOfAt: string): void => {
  try {
    localStorage.setItem(OFFSET_KEY, String(Date.parse(asOfAt) - Date.now()));
  } catch {
    // A browser that forbids storage uses its own clock without a connection.
  }
};

/** The service's time now, ISO 8601, by the last answer. */
export const serviceNow = (): string => {
  let offset = 0;
  try {
    offset = Number(localStorage.getItem(OFFSET_KEY) ?? 0);
  } catch {
    offset = 0;
  }
  return new Date(Date.now() + offset).toISOString();
};
