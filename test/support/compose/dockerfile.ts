/** One COPY: from another stage, or from the project's folder where `from` is null. */
export interface Copy {
  readonly from: string | null;
  readonly sources: readonly string[];
  readonly to: string;
}

/** What a target's image is, with everything that it has from the stages it is based on. */
export interface Image {
  /** The image that it begins with, arguments filled in with their defaults. */
  readonly base: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly user: string;
  readonly entrypoint: readonly string[];
  readonly command: readonly string[];
  readonly exposed: readonly string[];
  readonly runs: readonly string[];
  readonly copies: readonly Copy[];
}

export interface Dockerfile {
  readonly arguments: Readonly<Record<string, string>>;
  readonly images: Readonly<Record<string, Image>>;
}

const EMPTY: Image = {
  base: '',
  environment: {},
  user: 'root',
  entrypoint: [],
  command: [],
  exposed: [],
  runs: [],
  copies: [],
};

const readCopy = (words: string[]): Copy => {
  const from = /^--from=(\S+)$/.exec(words[0])?.[1] ?? null;
  const paths = from === null ? words : words.slice(1);
  return { from, sources: paths.slice(0, -1), to: paths.at(-1)! };
};

const withInstruction = (image: Image, instruction: string, rest: string): Image => {
  const words = rest.split(/\s+/);
  switch (instruction) {
    case 'ENV': {
      const pairs = words.map((word) => [
        word.slice(0, word.indexOf('=')),
        word.slice(word.indexOf('=') + 1),
      ]);
      return { ...image, environment: { ...image.environment, ...Object.fromEntries(pairs) } };
    }
    case 'USER':
      return { ...image, user: rest };
    case 'ENTRYPOINT':
      return { ...image, entrypoint: JSON.parse(rest), command: [] };
    case 'CMD':
      return { ...image, command: JSON.parse(rest) };
    case 'EXPOSE':
      return { ...image, exposed: [...image.exposed, ...words] };
    case 'RUN':
      return { ...image, runs: [...image.runs, rest] };
    case 'COPY':
      return { ...image, copies: [...image.copies, readCopy(words)] };
    case 'WORKDIR':
      return image;
    default:
      throw new Error(`The tests do not know the instruction ${instruction}: teach them in dockerfile.ts.`);
  }
};

/** Reads a Dockerfile of one-line instructions. @throws Error for an instruction that it does not know */
export const readDockerfile = (text: string): Dockerfile => {
  const defaults: Record<string, string> = {};
  const images: Record<string, Image> = {};
  let name = '';
  for (const line of text.split('\n').filter((each) => each !== '' && !each.startsWith('#'))) {
    const [, instruction, rest] = /^([A-Z]+)\s+(.*)$/.exec(line)!;
    if (instruction === 'ARG') {
      const [key, value] = rest.split('=');
      defaults[key] = value;
    } else if (instruction === 'FROM') {
      const [, parent, as] = /^(\S+) AS (\S+)$/.exec(rest)!;
      name = as;
      images[name] = images[parent] ?? {
        ...EMPTY,
        base: parent.replace(/\$\{(\w+)\}/, (_all, key) => defaults[key]),
      };
    } else {
      images[name] = withInstruction(images[name], instruction, rest);
    }
  }
  return { arguments: defaults, images };
};
