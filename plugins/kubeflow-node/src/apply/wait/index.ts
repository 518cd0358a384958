export { waitForWebhookBackends } from './waitForWebhookBackends';
export type { WaitOptions } from './waitOptions';
export { waitUntilReady, type ReadinessOptions } from './waitUntilReady';
export { waitUntilServed, type ServedOutcome } from './waitUntilServed';
