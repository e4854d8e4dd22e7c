import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { DCLinter } from 'dclint';
import { BODY_LIMIT_BYTES } from '#server';
import type { CodeFacts } from './code-facts.js';
import { Deployment, type DeploymentTexts } from './deployment.js';
import * as processRules from './process-rules.js';
import * as safetyRules from './safety-rules.js';
import * as wiringRules from './wiring-rules.js';

interface LintResult {
  readonly messages: readonly { readonly rule: string; readonly message: string }[];
}

/** What Compose's own JSON schema says of the file. */
const schemaProblems = (compose: string): string[] => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'yukimichi-compose-'));
  try {
    const file = path.join(folder, 'docker-compose.yml');
    writeFileSync(file, compose);
    const rules = { 'invalid-schema': 2 as const };
    const linter = new DCLinter({ rules, quiet: true, debug: false, exclude: [] });
    const results: readonly LintResult[] = linter.lintFiles([file], false);
    return results
      .flatMap(({ messages }) => messages)
      .filter(({ rule }) => rule === 'invalid-schema')
      .map(({ message }) => `docker-compose.yml: ${message}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

const bodyProblems = (nginx: string): string[] => {
  const limit = /client_max_body_size (\d+)m;/.exec(nginx)?.[1];
  return Number(limit) * 2 ** 20 === BODY_LIMIT_BYTES
    ? []
    : [`nginx: takes bodies of ${limit} MiB, ingest other ones`];
};

const RULES = { ...processRules, ...wiringRules, ...safetyRules };

/** One sentence for each fault of the deployment's files; the schema is asked first, for the rules rely on it. */
export const findDeploymentProblems = async (texts: DeploymentTexts, facts: CodeFacts): Promise<string[]> => {
  const ofSchema = schemaProblems(texts.compose);
  if (ofSchema.length > 0) return ofSchema;
  const deployment = new Deployment(texts);
  const problems = await Promise.all(Object.values(RULES).map((rule) => rule(deployment, facts)));
  return [...problems.flat(), ...bodyProblems(texts.nginx)];
};
