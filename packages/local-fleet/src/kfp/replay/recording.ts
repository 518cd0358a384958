import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

type Plain = Record<string, unknown>;

/** A request; `${step.field}` in a text stands for a field of an earlier answer. */
export interface RecordedRequest {
  readonly method: string;
  readonly path: string;
  readonly query?: Readonly<Record<string, string>> | string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly rawBody?: string;
  /** Field name -> file; `contentRef` names a file of the pipelines folder. */
  readonly multipart?: Readonly<
    Record<
      string,
      {
        readonly filename: string;
        readonly content?: string;
        readonly contentRef?: string;
      }
    >
  >;
}

/** An answer: JSON in `body`, anything else in `text`. */
export interface RecordedResponse {
  readonly status?: number;
  readonly contentType?: string | null;
  readonly body?: unknown;
  readonly text?: string;
  /** The recorder got no answer. */
  readonly error?: string;
}

/** One thing that the recorder did or saw. */
export interface RecordedStep {
  readonly name: string;
  readonly request?: RecordedRequest;
  readonly response?: RecordedResponse;
  readonly workflowPatch?: {
    readonly runId: string;
    readonly patch?: Plain;
    readonly delete?: boolean;
    readonly workflowIndex?: number;
  };
  readonly observeWorkflow?: {
    readonly runId: string;
    readonly what: string;
    readonly value: unknown;
  };
  readonly control?: string;
  /** How many times the request was sent at once. */
  readonly concurrent?: number;
  readonly responses?: { readonly distinctRunIds?: number };
}

/** A file of the recordings folder. */
export interface Recording {
  readonly scenario: string;
  readonly description: string;
  readonly steps: readonly RecordedStep[];
}

/**
 * The folder with recordings and pipelines: `KUBEFLOW_FLEET_DATA`, else `../shared/data` beside the repository.
 * Undefined when it is not there.
 */
export const recordedData = (repository: string): string | undefined => {
  const folder =
    process.env.KUBEFLOW_FLEET_DATA ?? resolve(repository, '../shared/data');
  return existsSync(join(folder, 'kfp-2.17.0/recordings')) ? folder : undefined;
};

/** Every recording of the folder, by name. */
export const readRecordings = (data: string): readonly Recording[] => {
  const folder = join(data, 'kfp-2.17.0/recordings');
  return readdirSync(folder)
    .filter(file => file.endsWith('.json'))
    .sort()
    .map(file => JSON.parse(readFileSync(join(folder, file), 'utf8')));
};
