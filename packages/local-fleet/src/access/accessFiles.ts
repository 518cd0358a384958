import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Profile } from './accessLayout';

/** Folder of the recordings: `ACTION.json` and `kinds.json`. */
export const ACCESS_FOLDER = resolve(__dirname, '../../access');

/** What an action asked of one resource in the suites. */
export interface ResourceAccess {
  readonly group: string;
  /** `pods`, `pods/log`. */
  readonly resource: string;
  /** Sorted. */
  readonly verbs: readonly string[];
  /** It was asked for over all namespaces, so that a Role is not enough. */
  readonly everywhere?: true;
  /** It was asked of the state of a deploy, in its own namespace. */
  readonly state?: true;
}

/** What an action needs, as the suites saw it. */
export interface ActionAccess {
  readonly kubernetes: readonly ResourceAccess[];
  /** Actions of AWS with the kind of resource: `cluster`, `nodegroup`. */
  readonly aws: readonly { readonly action: string; readonly on: string }[];
}

/** Resources by API group, sorted. */
export type Kinds = Readonly<Record<string, readonly string[]>>;

const read = (name: string): unknown =>
  JSON.parse(readFileSync(resolve(ACCESS_FOLDER, `${name}.json`), 'utf8'));

/** The recording of one action. */
export const readAccess = (action: string): ActionAccess =>
  read(action) as ActionAccess;

/** What the manifests of each profile hold. */
export const readKinds = (): Readonly<Record<Profile, Kinds>> =>
  read('kinds') as Readonly<Record<Profile, Kinds>>;
