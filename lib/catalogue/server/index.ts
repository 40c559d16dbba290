export { answersQuery } from './answers-query';
export { draftFromListings } from './draft-from-listings';
export { listCategories } from './list-categories';
export { areListed } from './listed-values';
export { listProducts, listSellers } from './list-products';
export {
  isElsewhere,
  proposeCategories,
  proposeCategory,
  readCategoryTree,
} from './propose-category';
export { readProduct } from './read-product';
export { listSchemaRevisions, readSchema } from './read-schema';
export { changeCategory, createCategory, deleteCategory } from './save-category';
export { requireCategory } from './schema-store';
export { editSchema, restoreSchema, saveSchema } from './save-schema';
export { findInTaxonomy, readTaxonomyDraft, takeFromTaxonomy } from './take-from-taxonomy';
export { exportSchemas, importSchemas } from './transfer-schemas';
export { readNoticeGroups } from '../taxonomy/read-notice-groups';
