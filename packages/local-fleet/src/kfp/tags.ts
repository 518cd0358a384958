import { invalidInput, wrappingSync } from './errors';
import type { Message } from './protoJson';

/** Tags of a pipeline or version: at most 20, keys without a dot, 63 characters. @throws ApiError 3. */
export const checkTags = (tags: Readonly<Record<string, string>>): void => {
  const entries = Object.entries(tags);
  if (entries.length > 20) {
    throw invalidInput(
      `number of tags (${entries.length}) exceeds maximum of 20 per entity`,
    );
  }
  for (const [key, value] of entries) {
    const quoted = JSON.stringify(key);
    if (key === '') throw invalidInput('tag key cannot be empty');
    if (key.includes('.')) {
      throw invalidInput(`tag key ${quoted} must not contain '.' character`);
    }
    if ([...key].length > 63) {
      throw invalidInput(
        `tag key ${quoted} exceeds maximum length of 63 characters`,
      );
    }
    if ([...value].length > 63) {
      throw invalidInput(
        `tag value ${JSON.stringify(
          value,
        )} for key ${quoted} exceeds maximum length of 63 characters`,
      );
    }
  }
};

/** The tags that an update brings, undefined when it leaves them as they are. @throws ApiError 3, after `context`. */
export const changedTags = (
  message: Message,
  context: string,
): Readonly<Record<string, string>> | undefined => {
  const tags = message.tags as Record<string, string> | undefined;
  if (tags) wrappingSync(context, () => checkTags(tags));
  return tags;
};

/** Whether a row carries every one of these tags. */
export const hasTags = (
  row: { readonly tags: Readonly<Record<string, string>> },
  wanted: Readonly<Record<string, string>>,
): boolean =>
  Object.entries(wanted).every(
    ([key, value]) =>
      Object.hasOwn(row.tags, key) &&
      row.tags[key]?.toLowerCase() === value.toLowerCase(),
  );

/** The `tags` part of an answer, absent when there is none. */
export const tagFields = (
  tags: Readonly<Record<string, string>>,
): Record<string, unknown> => (Object.keys(tags).length > 0 ? { tags } : {});
