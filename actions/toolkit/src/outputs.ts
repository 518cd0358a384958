import * as core from '@actions/core';

/** What an output may be set to: objects and lists are written as JSON, undefined as an empty text. */
export type OutputValue = string | number | boolean | object | undefined;

/** The outputs of one action; each is set the moment it is known, so that a cancel loses nothing. */
export interface Outputs<Name extends string> {
  set(values: { readonly [N in Name]?: OutputValue }): void;
  /** Sets every declared output that is not set yet to an empty text. */
  complete(): void;
}

/** GitHub's limit is 1 MB over all outputs of a job; one output keeps well below it. */
const MAX_OUTPUT_BYTES = 500_000;

const asText = (value: OutputValue): string => {
  if (value === undefined) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
};

/** Outputs by the names that action.yml declares (a test compares them). */
export function createOutputs<const Names extends readonly string[]>(
  names: Names,
): Outputs<Names[number]> {
  const missing = new Set<string>(names);
  const write = (name: string, value: OutputValue) => {
    const text = asText(value);
    const bytes = Buffer.byteLength(text);
    if (bytes > MAX_OUTPUT_BYTES) {
      core.warning(
        `Output ${name} has ${bytes} bytes, more than the ${MAX_OUTPUT_BYTES} that this action passes on, and is left empty.`,
      );
    }
    core.setOutput(name, bytes > MAX_OUTPUT_BYTES ? '' : text);
    missing.delete(name);
  };
  return {
    set: values => {
      for (const [name, value] of Object.entries(values)) {
        write(name, value as OutputValue);
      }
    },
    complete: () => {
      for (const name of [...missing]) write(name, '');
    },
  };
}
