import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parse } from 'yaml';

/** The checkout of this project. */
export const PROJECT_ROOT = resolve(__dirname, '../../../..');

/** Parts of a workflow file that the tests look at. */
export interface Workflow {
  readonly name: string;
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions: Readonly<Record<string, string>>;
  readonly concurrency: Readonly<Record<string, unknown>>;
  readonly jobs: Readonly<Record<string, WorkflowJob>>;
}

export interface WorkflowJob {
  readonly 'runs-on': string;
  readonly permissions: Readonly<Record<string, string>>;
  readonly steps: readonly {
    readonly uses?: string;
    readonly with?: Readonly<Record<string, string>>;
  }[];
}

const BLOCK =
  /^```yaml\n# (\.github\/workflows\/[\w.-]+\.yml)\n([\s\S]*?)^```$/m;

/** The first workflow that the project's README tells the user to copy: where to, and its text. */
export const readmeWorkflow = (): {
  readonly path: string;
  readonly text: string;
  readonly parsed: Workflow;
} => {
  const readme = readFileSync(resolve(PROJECT_ROOT, 'README.md'), 'utf8');
  const [, path, text] = BLOCK.exec(readme) ?? [];
  if (!path || !text)
    throw new Error('README.md holds no workflow in a yaml block');
  return { path, text, parsed: parse(text) as Workflow };
};

/** `owner/repo@ref` of every action of the workflow, without the folder in between; each once. */
export const actionRepositories = (workflow: Workflow): readonly string[] => {
  const used = Object.values(workflow.jobs)
    .flatMap(({ steps }) => steps)
    .flatMap(({ uses }) => uses ?? []);
  return [
    ...new Set(used.map(uses => uses.replace(/^([^/]+\/[^/@]+)[^@]*@/, '$1@'))),
  ];
};
