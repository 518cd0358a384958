import type {
  LiveObject,
  ObjectApi,
  ObjectMetadata,
  ServedKind,
} from '../api/objectApi';
import { groupKind, resourceKey, type ResourceId } from '../manifest';

interface Member {
  readonly id: ResourceId;
  metadata: ObjectMetadata;
}

const servedKind = ({ group, kind }: ResourceId): ServedKind => ({
  group,
  kind,
  version: 'v1',
  plural: `${kind.toLowerCase()}s`,
  namespaced: true,
  verbs: ['list', 'delete'],
});

const unused = () => Promise.reject(new Error('pruning does not apply'));

/** What deleting meets, by name of the object. */
export interface MemberCluster extends ObjectApi {
  put(id: ResourceId, metadata: ObjectMetadata): void;
  /** Names, in the order in which they were deleted. */
  readonly deleted: readonly string[];
  /** Kinds of the lists that were read. */
  readonly lists: readonly string[];
  /** Removes finalizers, as a controller does. */
  finish(name: string): void;
  readonly refusals: Map<string, Error>;
  /** Kinds that cannot be listed. */
  readonly unreadable: Map<string, Error>;
  /** Groups whose discovery fails. */
  readonly unknownGroups: string[];
  /** Objects that lost their label: only `get` shows them. */
  readonly unlabelled: Set<string>;
}

/** Members of a set behind {@link ObjectApi}; an object with finalizers stays until they are removed. */
export const createMemberCluster = (): MemberCluster => {
  const members = new Map<string, Member>();
  const deleted: string[] = [];
  const lists: string[] = [];
  const refusals = new Map<string, Error>();
  const unreadable = new Map<string, Error>();
  const unknownGroups: string[] = [];
  const unlabelled = new Set<string>();
  const kinds = new Map<string, ServedKind>();
  const find = (id: ResourceId) => members.get(resourceKey(id));
  return {
    subject: 'eu-west-1/ml-eu',
    requests: { total: 0, writes: 0 },
    deleted,
    lists,
    refusals,
    unreadable,
    unlabelled,
    unknownGroups,
    put(id, metadata) {
      kinds.set(groupKind(id), servedKind(id));
      members.set(resourceKey(id), { id, metadata });
    },
    finish(name) {
      for (const [key, { id, metadata }] of members) {
        if (id.name === name && metadata.deletionTimestamp) members.delete(key);
      }
    },
    servedKinds: async () => ({
      find: ({ group, kind }) => kinds.get(groupKind({ group, kind })),
      unknownGroups,
    }),
    apply: unused,
    async get(id) {
      const member = find(id);
      return member && ({ metadata: member.metadata } as LiveObject);
    },
    async listMetadata({ group, kind }) {
      const name = groupKind({ group, kind });
      lists.push(name);
      const error = unreadable.get(name);
      if (error) throw error;
      return [...members.values()]
        .filter(({ id }) => groupKind(id) === name && !unlabelled.has(id.name))
        .map(({ metadata }) => metadata);
    },
    async delete(id, { uid }) {
      const refusal = refusals.get(id.name);
      if (refusal) throw refusal;
      deleted.push(id.name);
      const member = find(id);
      if (member?.metadata.uid !== uid) return;
      if (member.metadata.finalizers?.length) {
        member.metadata = {
          ...member.metadata,
          deletionTimestamp: '2026-01-01T00:00:00Z',
        };
      } else members.delete(resourceKey(id));
    },
  };
};
