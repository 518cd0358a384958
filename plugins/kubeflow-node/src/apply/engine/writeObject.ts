import {
  APPLYSET,
  hasReason,
  isKubeflowError,
  type KubeflowError,
} from '@kubeflow-fleet/plugin-kubeflow-common';
import type { Clock } from '../../clock';
import { fullJitter } from '../../http/backoff';
import type { LiveObject } from '../api/objectApi';
import type { BeforeSend, WritingApi } from '../api/writingApi';
import type { Change } from '../changeSet';
import type { ApplyRequest } from '../contract';
import { groupKind, type Manifest } from '../manifest';
import { changeOf } from './changeOfWrite';
import { withoutClientSideApply } from './clientSideApply';
import type { Candidate } from './decideWrites';
import { otherSetError } from './foreignMembers';
import { waitUntilGone } from './terminating';
import { conflictError, immutableError, isReplaceable } from './writeErrors';

export interface WriteOptions extends Pick<ApplyRequest, 'write' | 'prune'> {
  readonly clock: Clock;
  readonly random: () => number;
  readonly signal: AbortSignal;
  readonly remaining: () => number;
  /** Of the lease. */
  readonly assertHeld: () => void;
  /** True when its namespace or definition is of the same set: an API server may not know of it yet. */
  readonly mayLag: boolean;
  /** Called when something may have reached the server. */
  readonly sent: () => void;
}

/** An object as it is after it was written. */
export interface Written {
  readonly change: Change;
  readonly object: LiveObject;
}

const BACKOFF = { baseMs: 50, capMs: 2_000 };
/** Controllers write the status of what was just applied again and again. */
const MOST_CONFLICTS = 12;
/** API servers behind one address learn of a namespace or a kind one after the other. */
const MOST_LAGS = 6;
const LAGGING: readonly string[] = [
  'NamespaceNotFound',
  'ResourceTypeNotFound',
];
const PART_OF = `labels.${APPLYSET.partOf}`;

/** Writes one object, whatever it meets. */
class ObjectWrite {
  private resourceVersion: string | undefined;
  private force = false;
  private isReplaced = false;
  private isMigrated = false;
  private wasAbsent: boolean;
  private conflicts = 0;
  private lags = 0;

  constructor(
    private readonly api: WritingApi,
    private readonly candidate: Candidate,
    private readonly options: WriteOptions,
  ) {
    this.resourceVersion = candidate.member?.resourceVersion;
    this.wasAbsent = candidate.member === undefined;
  }

  async run(): Promise<Written> {
    const { member, manifest } = this.candidate;
    if (member?.deletionTimestamp) await this.awaitGone(member.uid);
    for (;;) {
      try {
        const { object, isCreated, isRepeated } = await this.api.applyManifest(
          manifest,
          {
            resourceVersion: this.resourceVersion,
            force: this.force,
            beforeSend: this.beforeSend,
            answer: 'metadata',
          },
        );
        if (await this.isSettled(object)) {
          const { wasAbsent, isMigrated, isReplaced } = this;
          const change = changeOf(
            { candidate: this.candidate, object },
            { isCreated, isRepeated, wasAbsent, isMigrated, isReplaced },
            this.options.clock.now(),
          );
          return { object, change };
        }
      } catch (error) {
        if (!isKubeflowError(error)) throw error;
        await this.overcome(error);
      }
    }
  }

  private readonly beforeSend: BeforeSend = () => {
    this.options.assertHeld();
    this.options.sent();
  };

  private get manifest(): Manifest {
    return this.candidate.manifest;
  }

  /** False when it has to be applied once more. */
  private async isSettled(object: LiveObject): Promise<boolean> {
    const { metadata } = object;
    if (metadata.deletionTimestamp) {
      await this.awaitGone(metadata.uid);
      return false;
    }
    return !(await this.migrate(object));
  }

  /** True when fields of client-side apply were taken over: some of them may have to go, or to change. */
  private async migrate(object: LiveObject): Promise<boolean> {
    if (this.isMigrated) return false;
    const managedFields = withoutClientSideApply(object, {
      isOurs: this.candidate.member !== undefined,
    });
    if (!managedFields) return false;
    const { resourceVersion } = object.metadata;
    const { id } = this.manifest;
    const live = await this.api.replaceManagedFields(
      id,
      { resourceVersion, managedFields },
      this.beforeSend,
    );
    this.isMigrated = true;
    this.resourceVersion = live.metadata.resourceVersion;
    return true;
  }

  /** @throws what cannot be overcome. */
  private async overcome(error: KubeflowError): Promise<void> {
    if (error.reason === 'FieldManagerConflict') {
      await this.overcomeManagers(error);
    } else if (error.reason === 'Conflict' || error.reason === 'NotFound') {
      await this.lookAgain(error);
    } else if (error.upstreamStatus === 422) {
      await this.replace(error);
    } else if (this.isLag(error)) {
      this.lags += 1;
      await this.pause(this.lags);
    } else throw error;
  }

  private isLag({ reason }: KubeflowError): boolean {
    return (
      this.options.mayLag && LAGGING.includes(reason) && this.lags < MOST_LAGS
    );
  }

  private async overcomeManagers(error: KubeflowError): Promise<void> {
    const { id } = this.manifest;
    const isOfOtherSet = error.problems.some(({ message }) =>
      message.includes(PART_OF),
    );
    const live = await this.api.get(id);
    if (isOfOtherSet) {
      const owner = live?.metadata.labels?.[APPLYSET.partOf] ?? 'unknown';
      throw otherSetError(this.api.subject, id, owner);
    }
    if (live && (await this.migrate(live))) return;
    const isForced = this.options.write.forceConflicts.includes(groupKind(id));
    if (!isForced || this.force) throw conflictError(id, error, live);
    this.force = true;
  }

  /** Somebody wrote it meanwhile, or it came or went. */
  private async lookAgain(error: KubeflowError): Promise<void> {
    this.conflicts += 1;
    if (this.conflicts > MOST_CONFLICTS) throw error;
    const live = await this.api.get(this.manifest.id);
    if (live?.metadata.deletionTimestamp) {
      await this.awaitGone(live.metadata.uid);
      return;
    }
    this.resourceVersion = live?.metadata.resourceVersion;
    if (this.conflicts > 1) await this.pause(this.conflicts);
  }

  /**
   * A refused change is one of a field that cannot change when the server would accept the same as a new
   * object; its words do not count.
   */
  private async replace(error: KubeflowError): Promise<void> {
    const { id } = this.manifest;
    const live = await this.api.get(id);
    if (!live || this.isReplaced) throw error;
    if (!(await this.api.isValidAnew(this.manifest))) throw error;
    const { write, prune } = this.options;
    const allowed = { replace: write.replace, deletable: prune.deletable };
    if (!isReplaceable(id, allowed)) throw immutableError(id, error);
    this.isReplaced = true;
    this.options.assertHeld();
    this.options.sent();
    const { uid } = live.metadata;
    await this.api.delete(id, { uid });
    await this.awaitGone(uid);
  }

  private async awaitGone(uid: string): Promise<void> {
    const { clock, random, signal, remaining } = this.options;
    await waitUntilGone(
      this.api,
      { id: this.manifest.id, uid },
      { clock, random, signal, remainingMs: remaining() },
    );
    this.resourceVersion = undefined;
    this.wasAbsent = true;
  }

  private pause(times: number) {
    const { clock, random, signal } = this.options;
    return clock.sleep(fullJitter(times, BACKOFF, random), signal);
  }
}

/**
 * Applies one object: conditional on what was read where it is a member, repeated after looking again when it changed
 * meanwhile. Fields of client-side apply are taken over; other conflicts only where its kind may be forced. An
 * object that is being deleted is waited for; one whose change the server refuses for ever is replaced only where its
 * kind may be.
 *
 * @throws KubeflowError `FieldManagerConflict`, `ImmutableField`, `InOtherApplySet`, `StillTerminating`, `LeaseLost`, and what
 * the server says.
 */
export const writeObject = (
  api: WritingApi,
  candidate: Candidate,
  options: WriteOptions,
): Promise<Written> => new ObjectWrite(api, candidate, options).run();

/** True for a refusal of an admission or conversion webhook that could not be called. */
export const isWebhookFailure = (error: unknown): error is KubeflowError =>
  hasReason(error, 'WebhookFailed');
