import * as z from 'zod';
import { defineEndpoint } from '../platform/endpoint';
import { schemaDocument } from '../values/contract';
import {
  categoryNode,
  categoryPath,
  categorySchema,
  changeCategoryInput,
  createCategoryInput,
  createdCategory,
  exportQuery,
  importedSchemas,
  noticeGroups,
  restoreSchemaInput,
  saveSchemaInput,
  savedSchema,
  schemaDraft,
  schemaRevisions,
  takeTaxonomyInput,
  taxonomyDraft,
  taxonomyEntries,
  taxonomyPath,
  taxonomyQuery,
} from './schema-contract';

export const changeCategory = defineEndpoint({
  method: 'PATCH',
  path: '/api/categories/{key}',
  role: 'lead',
  scope: 'catalogue:write',
  summary: { ko: '카테고리 고치기', en: 'Change a category' },
  params: categoryPath,
  body: changeCategoryInput,
  answer: null,
});

export const deleteCategory = defineEndpoint({
  method: 'DELETE',
  path: '/api/categories/{key}',
  role: 'lead',
  scope: 'catalogue:write',
  summary: { ko: '빈 카테고리 지우기', en: 'Delete an empty category' },
  params: categoryPath,
  answer: null,
});

export const draftFromListings = defineEndpoint({
  method: 'GET',
  path: '/api/categories/{key}/schema/draft',
  role: 'lead',
  scope: 'catalogue:read',
  summary: { ko: '상품 글에서 뽑은 스키마 초안', en: 'A draft schema from the listings' },
  params: categoryPath,
  answer: schemaDraft,
  answerName: 'SchemaDraft',
});

export const listSchemaRevisions = defineEndpoint({
  method: 'GET',
  path: '/api/categories/{key}/schema/revisions',
  role: 'viewer',
  scope: 'catalogue:read',
  summary: { ko: '스키마 판 목록', en: 'Revisions of a schema' },
  params: categoryPath,
  answer: schemaRevisions,
  answerName: 'SchemaRevisions',
});

export const restoreSchema = defineEndpoint({
  method: 'POST',
  path: '/api/categories/{key}/schema/revisions',
  role: 'lead',
  scope: 'catalogue:write',
  summary: { ko: '예전 판으로 되돌리기', en: 'Restore a revision' },
  params: categoryPath,
  body: restoreSchemaInput,
  answer: savedSchema,
  answerName: 'SavedSchema',
});

export const readSchema = defineEndpoint({
  method: 'GET',
  path: '/api/categories/{key}/schema',
  role: 'viewer',
  scope: 'catalogue:read',
  summary: { ko: '속성 스키마', en: 'Read a schema' },
  params: categoryPath,
  answer: categorySchema,
  answerName: 'CategorySchema',
});

export const saveSchema = defineEndpoint({
  method: 'PUT',
  path: '/api/categories/{key}/schema',
  role: 'lead',
  scope: 'catalogue:write',
  summary: { ko: '속성 스키마 저장', en: 'Save a schema' },
  params: categoryPath,
  body: saveSchemaInput,
  answer: savedSchema,
  answerName: 'SavedSchema',
});

export const listCategories = defineEndpoint({
  method: 'GET',
  path: '/api/categories',
  role: 'viewer',
  scope: 'catalogue:read',
  summary: { ko: '카테고리 나무', en: 'The category tree' },
  answer: z.array(categoryNode),
  answerName: 'Categories',
});

export const createCategory = defineEndpoint({
  method: 'POST',
  path: '/api/categories',
  role: 'lead',
  scope: 'catalogue:write',
  summary: { ko: '카테고리 만들기', en: 'Make a category' },
  body: createCategoryInput,
  answer: createdCategory,
  answerName: 'CreatedCategory',
});

export const readNoticeGroups = defineEndpoint({
  method: 'GET',
  path: '/api/notice',
  role: 'viewer',
  scope: 'catalogue:read',
  summary: { ko: '상품정보제공고시 항목', en: 'Groups of the product information notice' },
  answer: noticeGroups,
  answerName: 'NoticeGroups',
});

export const exportSchemas = defineEndpoint({
  method: 'GET',
  path: '/api/schemas',
  role: 'viewer',
  scope: 'catalogue:read',
  summary: { ko: '스키마 내보내기', en: 'Export schemas' },
  query: exportQuery,
  answer: z.array(schemaDocument),
  answerName: 'SchemaDocuments',
});

export const importSchemas = defineEndpoint({
  method: 'POST',
  path: '/api/schemas',
  role: 'lead',
  scope: 'catalogue:write',
  summary: { ko: '스키마 가져오기', en: 'Import schemas' },
  // The verb parses the documents itself, so that a mistake is named by category and attribute.
  body: z.unknown(),
  describedBody: z.union([schemaDocument, z.array(schemaDocument)]),
  answer: importedSchemas,
  answerName: 'ImportedSchemas',
});

export const readTaxonomyDraft = defineEndpoint({
  method: 'GET',
  path: '/api/taxonomy/{id}',
  role: 'viewer',
  scope: 'catalogue:read',
  summary: { ko: '표준 분류의 스키마 초안', en: 'A draft schema from the standard taxonomy' },
  params: taxonomyPath,
  answer: taxonomyDraft,
  answerName: 'TaxonomyDraft',
});

export const takeFromTaxonomy = defineEndpoint({
  method: 'POST',
  path: '/api/taxonomy/{id}',
  role: 'lead',
  scope: 'catalogue:write',
  summary: {
    ko: '표준 분류에서 카테고리 만들기',
    en: 'Make a category from the standard taxonomy',
  },
  params: taxonomyPath,
  body: takeTaxonomyInput,
  answer: createdCategory,
  answerName: 'CreatedCategory',
});

export const findInTaxonomy = defineEndpoint({
  method: 'GET',
  path: '/api/taxonomy/search',
  role: 'viewer',
  scope: 'catalogue:read',
  summary: { ko: '표준 분류에서 찾기', en: 'Search the standard taxonomy' },
  query: taxonomyQuery,
  answer: taxonomyEntries,
  answerName: 'TaxonomyEntries',
});
