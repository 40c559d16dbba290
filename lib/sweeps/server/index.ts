export { applySweep } from './apply-sweep';
export { findSweepTarget } from './find-sweep-target';
export { listSweepGroups } from './list-sweep-groups';
export { listSweeps } from './list-sweeps';
export { previewSweep } from './preview-sweep';
export { readSweepGroup } from './read-sweep-group';
export { undoSweep } from './undo-sweep';
export { isOfGroup, isOpen, joinPart, joinSweepable } from './sweep-predicate';
