export { decideCategory } from './decide-category';
export { listCategoryDecisions, listSorting } from './list-sorting';
export { proposeAgain, sortProducts } from './sort-products';
export { undoCategoryDecision } from './undo-category-decision';
