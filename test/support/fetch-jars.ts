import { execFile } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/**
 * Fetches the jars of the folder's pom.xml into its folder `lib`, once, and gives that folder.
 * @throws with the command when Java or Maven lack
 */
export const fetchJars = async (folder: string): Promise<string> => {
  const jars = path.join(folder, 'lib');
  if (existsSync(jars)) return jars;
  const partial = `${jars}.part`;
  rmSync(partial, { recursive: true, force: true });
  try {
    await run('mvn', [
      '-q',
      '-B',
      '-f',
      folder,
      'dependency:copy-dependencies',
      `-DoutputDirectory=${partial}`,
    ]);
  } catch (error) {
    throw new Error(
      `${folder} needs Java 17 and Maven: apt-get install openjdk-17-jre-headless maven (${(error as Error).message})`,
    );
  }
  await run('mv', [partial, jars]);
  return jars;
};
