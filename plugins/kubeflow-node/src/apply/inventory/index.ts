export { applySetOf, memberSelector } from './applySet';
export type * from './contract';
export { createInventoryWriter } from './inventoryWriter';
export { openInventory } from './openInventory';
export { readInventory } from './readInventory';
export { readMembers } from './readMembers';
export { ensureStateNamespace } from './stateObjects';
