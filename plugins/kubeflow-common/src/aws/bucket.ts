/** True for the name of an S3 bucket: 3 to 63 lower-case letters, digits, `-` and `.`. */
export const isBucketName = (text: string): boolean =>
  /^(?!.*\.\.)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(text);

/** Bucket of `s3://bucket/path` or `bucket`; undefined for text that names none. */
export const bucketName = (text: string): string | undefined => {
  const name = /^s3:\/\/([^/]+)(\/.*)?$/.exec(text)?.[1] ?? text;
  return isBucketName(name) ? name : undefined;
};
