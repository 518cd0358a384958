/** Temporary or ambient AWS credentials; the shape of the AWS SDK's own identity. */
export interface AwsCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  readonly expiration?: Date;
}

/** Credentials are functions, so that a wait of hours refreshes them; callers never store the result. */
export type CredentialsProvider = () => Promise<AwsCredentials>;
