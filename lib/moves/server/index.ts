export { moveProducts } from './move-products';
export { previewMove } from './preview-move';
export { undoMove } from './undo-move';
