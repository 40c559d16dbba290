export { moveProducts, moveWithin } from './move-products';
export { previewMove } from './preview-move';
export { undoMove, undoWithin } from './undo-move';
