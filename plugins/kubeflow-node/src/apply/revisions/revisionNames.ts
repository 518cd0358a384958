import type { ApplySet } from '../contract';
import type { RevisionContent } from './contract';

/** Key of a Secret that holds a share of a content. */
export const SECRET_KEY = 'content';

/** Of a generation, and so of one deploy: no name is ever written twice. */
export const revisionPrefix = ({ name }: ApplySet, generation: number) =>
  `${name}-revision-${generation}`;

export const shardName = (prefix: string, index: number) =>
  `${prefix}-${index}`;

/** Names of the Secrets of a content, in their order. */
export const shardNames = ({
  name,
  shards,
}: Pick<RevisionContent, 'name' | 'shards'>): string[] =>
  Array.from({ length: shards }, (_, index) => shardName(name, index));

/** The generation that wrote a Secret; undefined for what is none of the set's. */
export const generationIn = (
  set: ApplySet,
  secret: string,
): number | undefined => {
  const prefix = `${set.name}-revision-`;
  const rest = secret.startsWith(prefix) ? secret.slice(prefix.length) : '';
  return /^\d+-\d+$/.test(rest) ? Number.parseInt(rest, 10) : undefined;
};
