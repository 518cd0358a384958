import {
  KubeflowError,
  printable,
} from '@kubeflow-fleet/plugin-kubeflow-common';

// KFP answers 500 for most of what is refused here, and 500 to 128 characters on some uploads.
const limits = {
  experiment: 128,
  pipeline: 127,
  'pipeline version': 127,
  run: 128,
  'recurring run': 128,
} as const;

export type Named = keyof typeof limits;

const refuse = (subject: string, fact: string, reason: string): never => {
  throw new KubeflowError('InputError', {
    subject,
    fact,
    reason,
    remedy: 'Choose another name',
  });
};

/** @throws KubeflowError `InputError`, reason `InvalidName`: blank, control characters, too long. */
export function checkName(subject: string, kind: Named, name: string): void {
  const { length } = Array.from(name);
  if (name.trim() === '')
    refuse(subject, `the name of the ${kind} is empty`, 'InvalidName');
  if (length > limits[kind])
    refuse(
      subject,
      `the name of the ${kind} has ${length} characters; Kubeflow Pipelines takes at most ${
        limits[kind]
      }: '${printable(name, 40)}'`,
      'InvalidName',
    );
  if (/[\p{Cc}\p{Cs}]/u.test(name))
    refuse(
      subject,
      `the name of the ${kind} has control characters: '${printable(name)}'`,
      'InvalidName',
    );
}

/** @throws KubeflowError `InputError`, reason `InvalidTags`: KFP's limits are 20 tags of 63 characters. */
export function checkTags(
  subject: string,
  tags: Readonly<Record<string, string>>,
): void {
  const entries = Object.entries(tags);
  const bad = entries.find(
    ([key, value]) =>
      key === '' ||
      key.includes('.') ||
      Array.from(key).length > 63 ||
      Array.from(value).length > 63,
  );
  if (entries.length > 20)
    refuse(
      subject,
      `${entries.length} tags; Kubeflow Pipelines takes at most 20`,
      'InvalidTags',
    );
  if (bad)
    refuse(
      subject,
      `the tag '${printable(
        bad[0],
      )}' does not fit: 1 to 63 characters without a dot, value of at most 63`,
      'InvalidTags',
    );
}

/**
 * The one item with exactly this name among those that KFP found: its database compares without regard
 * to case, accents and trailing spaces, and so refuses to create a name that differs only in these.
 *
 * @throws KubeflowError `ConflictError`, reason `NameCollision`.
 */
export function exactly<T extends { readonly name: string }>(
  items: readonly T[],
  { subject, kind, name }: { subject: string; kind: Named; name: string },
): T | undefined {
  const found = items.find(item => item.name === name);
  if (found || items.length === 0) return found;
  throw new KubeflowError('ConflictError', {
    subject,
    fact: `there is no ${kind} '${printable(name)}', but '${printable(
      items[0]!.name,
    )}', which Kubeflow Pipelines takes for the same name`,
    reason: 'NameCollision',
    remedy: `Use '${printable(
      items[0]!.name,
    )}' exactly, or a name that differs in more than case`,
  });
}
