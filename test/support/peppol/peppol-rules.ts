import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { unzipSync } from 'fflate';
import { SaxesParser } from 'saxes';
import { fetchJars } from '../fetch-jars.js';

const run = promisify(execFile);
const FOLDER = path.resolve('test/support/peppol');
const INVOICE_SCHEMA = 'external/schemas/ubl21/maindoc/UBL-Invoice-2.1.xsd';
/** The parts that UBL's schema imports without saying where they are. */
const SCHEMAS: Readonly<Record<string, string>> = {
  'urn:un:unece:uncefact:data:specification:CoreComponentTypeSchemaModule:2':
    'schemas/CCTS_CCT_SchemaModule.xsd',
  'http://www.w3.org/2000/09/xmldsig#': 'schemas/xmldsig-core-schema.xsd',
  'http://uri.etsi.org/01903/v1.3.2#': 'schemas/XAdES01903v132-201601.xsd',
  'http://uri.etsi.org/01903/v1.4.1#': 'schemas/XAdES01903v141-201601.xsd',
  'urn:oasis:names:specification:ubl:schema:xsd:Invoice-2': INVOICE_SCHEMA,
};
const WHOLE_SCHEMA = [
  '<xsd:schema xmlns:xsd="http://www.w3.org/2001/XMLSchema">',
  ...Object.entries(SCHEMAS).map(
    ([namespace, file]) => `<xsd:import namespace="${namespace}" schemaLocation="${file}"/>`,
  ),
  '</xsd:schema>',
].join('\n');
/** Rules of Peppol, then Japan's. */
const RULES = {
  tax: 'external/schematron/pint-jp/1.1.0/xslt',
  noTax: 'external/schematron/pint-jp-ntr/1.1.0/xslt',
} as const;
const RULE_FILES = ['PINT-UBL-validation-preprocessed.xslt', 'PINT-jurisdiction-aligned-rules.xslt'];

/** UBL's schema and Peppol's rules, fetched by Maven into test/support/peppol/lib, never part of the project. */
export const fetchRules = (): Promise<string> => fetchJars(FOLDER);

/** Files of the jars whose path has one of these beginnings, laid out in a folder. */
const unpack = (jars: string, into: string, wanted: readonly string[]): void => {
  for (const jar of readdirSync(jars).filter((name) => /^(ph-|phive-rules)/.test(name))) {
    const files = unzipSync(readFileSync(path.join(jars, jar)), {
      filter: ({ name }) => wanted.some((start) => name.startsWith(start)) && !name.endsWith('/'),
    });
    for (const [name, bytes] of Object.entries(files)) {
      mkdirSync(path.dirname(path.join(into, name)), { recursive: true });
      writeFileSync(path.join(into, name), bytes);
    }
  }
};

/** The texts of an SVRL report's failed assertions. */
const failuresIn = (svrl: string): string[] => {
  const failures: string[] = [];
  let isFailed = false;
  const parser = new SaxesParser();
  parser.on('opentag', ({ name }) => {
    if (name.endsWith('failed-assert')) {
      isFailed = true;
      failures.push('');
    }
  });
  parser.on('closetag', ({ name }) => {
    if (name.endsWith('failed-assert')) isFailed = false;
  });
  parser.on('text', (text) => {
    if (isFailed) failures[failures.length - 1] += text.trim();
  });
  parser.write(svrl).close();
  return failures;
};

/** What the schema says against a file; nothing but the words of xmllint where it is valid. */
const bySchema = async (folder: string, file: string): Promise<string[]> => {
  const schema = path.join(folder, 'whole.xsd');
  try {
    await run('xmllint', ['--noout', '--nonet', '--schema', schema, path.join(folder, 'invoices', file)]);
    return [];
  } catch (error) {
    return (error as { stderr: string }).stderr.trim().split('\n');
  }
};

/** Runs one set of rules over the folder `invoices`; the reports lie in `reports` under the same names. */
const runRules = (jars: string, folder: string, rules: string): Promise<unknown> =>
  run('java', [
    '-XX:TieredStopAtLevel=1',
    '-XX:+UseSerialGC',
    '-cp',
    `${jars}/*`,
    'net.sf.saxon.Transform',
    `-s:${path.join(folder, 'invoices')}`,
    `-xsl:${path.join(folder, rules)}`,
    `-o:${path.join(folder, 'reports')}`,
  ]);

/** What schema and rules say against each of some invoices, in their order; empty lists where nothing. */
export const faultsOf = async (
  invoices: readonly Uint8Array[],
  kind: keyof typeof RULES,
): Promise<string[][]> => {
  const jars = await fetchRules();
  const folder = mkdtempSync(path.join(os.tmpdir(), 'yukimichi-peppol-'));
  try {
    unpack(jars, folder, ['external/schemas/ubl21/common', 'schemas/', INVOICE_SCHEMA, RULES[kind]]);
    writeFileSync(path.join(folder, 'whole.xsd'), WHOLE_SCHEMA);
    for (const name of ['invoices', 'reports']) mkdirSync(path.join(folder, name));
    const files = invoices.map((_, i) => `${i}.xml`);
    invoices.forEach((xml, i) => {
      writeFileSync(path.join(folder, 'invoices', files[i]), xml);
    });
    const faults = await Promise.all(files.map((file) => bySchema(folder, file)));
    for (const rules of RULE_FILES) {
      await runRules(jars, folder, path.join(RULES[kind], rules));
      files.forEach((file, i) => {
        faults[i].push(...failuresIn(readFileSync(path.join(folder, 'reports', file), 'utf8')));
      });
    }
    return faults;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};
