export * from './contract';
export * from './submissionKey';
