import type { LiveObject, ObjectMetadata } from '../api/objectApi';
import type { Change, FieldChange } from '../changeSet';
import { diffObjects } from '../diff/diffObjects';
import { isSecretPlace, type Redactor } from '../diff/redactor';
import { shortenedPair, valueText } from '../diff/valueText';
import type { InventoryEntry } from '../inventory/contract';
import type { Manifest, ManifestObject } from '../manifest';
import { lostFields, type LostField } from './lostFields';
import { overlay } from './overlay';
import { ownEntries } from './ownedFields';

/** One object that is not exactly as it was left. */
export interface Suspect {
  readonly manifest: Manifest;
  readonly entry?: InventoryEntry;
  /** As the list showed it. */
  readonly member?: ObjectMetadata;
  /** As it is; absent when it does not exist. */
  readonly live?: LiveObject;
  /** True when the manifest is the one that was applied last. */
  readonly isDeployed: boolean;
}

const HIDDEN = '***';

const isSecretField = (kind: string, { path, field }: LostField) =>
  (kind === 'Secret' && /^(data|stringData)\b/.test(path)) ||
  isSecretPlace(path.split(/[.[]/).at(-2) ?? '', field, []);

const isSame = ({ live, wanted }: LostField) =>
  valueText(live) === valueText(wanted);

const asChange = (
  lost: LostField,
  kind: string,
  redact: Redactor,
): FieldChange => {
  const { path, field, manager, time } = lost;
  const clear = [lost.live, lost.wanted].map(valueText);
  const isSecret = isSecretField(kind, lost);
  const clean = [lost.live, lost.wanted].map(value => {
    const text = valueText(redact.value(value, field));
    if (text === undefined) return undefined;
    return isSecret ? HIDDEN : redact.text(text);
  });
  const [before, after] = shortenedPair(clean[0], clean[1]);
  const redacted = clean.some((text, at) => text !== clear[at]);
  return {
    path: redact.text(path),
    ...(before === undefined ? {} : { before }),
    ...(after === undefined ? {} : { after }),
    ...(redacted ? { redacted } : {}),
    ...(manager ? { manager, time } : {}),
  };
};

/** Differences that no owner tells: the manifest was never applied in this form, or none of the object is ours. */
const seenFields = (
  object: ManifestObject,
  live: LiveObject,
  redact: Redactor,
) => diffObjects(live, overlay(live, object), { redact });

const reasonOf = ({ entry, live, isDeployed }: Suspect): string | undefined => {
  if (entry?.uid && live && entry.uid !== live.metadata.uid) {
    return 'it was deleted and made anew by somebody else';
  }
  if (live && ownEntries(live.metadata.managedFields).length === 0) {
    return 'none of its fields is ours';
  }
  return isDeployed ? undefined : 'it was not deployed in this form yet';
};

const changedFields = (
  suspect: Suspect & { readonly live: LiveObject },
  redact: Redactor,
): readonly FieldChange[] => {
  const { manifest, live, isDeployed } = suspect;
  const object = manifest.object();
  const lost = lostFields(object, live.metadata.managedFields, live);
  const owned = (lost ?? [])
    .filter(field => !isSame(field))
    .map(field => asChange(field, object.kind, redact));
  if (lost && isDeployed) return owned;
  const known = new Map(owned.map(field => [field.path, field]));
  const seen = seenFields(object, live, redact);
  return seen.map(field => known.get(field.path) ?? field);
};

/**
 * How an object differs from its manifest, told by the owners of its fields and by reading it. A field that somebody else
 * set to what the manifest says is no difference.
 */
export const driftOfObject = (suspect: Suspect, redact: Redactor): Change => {
  const { manifest, live } = suspect;
  const { id } = manifest;
  if (!live) return { id, action: 'created', reason: 'it is missing' };
  if (live.metadata.deletionTimestamp) {
    const time = live.metadata.deletionTimestamp;
    return {
      id,
      action: 'configured',
      reason: `it is being deleted since ${time}`,
    };
  }
  const fields = changedFields({ ...suspect, live }, redact);
  const reason = reasonOf(suspect);
  const isDrift = fields.length > 0 || (reason && suspect.isDeployed);
  return isDrift
    ? { id, action: 'configured', fields, ...(reason ? { reason } : {}) }
    : { id, action: 'unchanged' };
};

/** What the metadata alone tell, where the object itself may not be read. */
export const driftOfMetadata = (
  manifest: Manifest,
  { managedFields }: ObjectMetadata,
  redact: Redactor,
): Change => {
  const object = manifest.object();
  const lost = lostFields(object, managedFields) ?? [];
  return {
    id: manifest.id,
    action: 'configured',
    fields: lost.map(field => asChange(field, object.kind, redact)),
    reason: 'its values may not be read, so only the owners are told',
  };
};
