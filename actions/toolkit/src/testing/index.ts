/** What tests of actions share; its own door, so that no action is built with it. */
export * from './actionContract';
