/** First digits of a commit, as people write it. */
export const shortCommit = (sha: string): string => sha.slice(0, 7);
