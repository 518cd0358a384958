import * as core from '@actions/core';

/** Keeps a value for the post step of the same action; a later value replaces an earlier one. */
export const saveJobState = (name: string, value: unknown): void =>
  core.saveState(name, JSON.stringify(value));

/** What the main step kept; undefined when it kept nothing that can be read. */
export function readJobState(name: string): unknown {
  const text = core.getState(name);
  if (!text) return undefined;
  try {
    return JSON.parse(text);
  } catch (error) {
    core.debug(`State ${name} is no JSON: ${String(error)}`);
    return undefined;
  }
}
