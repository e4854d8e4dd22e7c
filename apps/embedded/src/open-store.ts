import { findDatabase, type Settings } from '#config';
import { Database, migrate } from '#store';

/** The store that a command works on: that of the setting, else of the embedded server that runs. @throws a sentence */
export const openStore = async (settings: Settings): Promise<Database> => {
  const url = findDatabase(settings);
  try {
    await migrate(url, { keeping: settings.keeping });
  } catch (error) {
    if ((error as { code?: string }).code !== 'ECONNREFUSED') throw error;
    throw new Error(
      'データベースにつながりません。先に npm start で起動してください。\n' +
        '  The database does not answer: start the server with npm start first, or correct DATABASE_URL.',
    );
  }
  return new Database(url, { max: 2 });
};
