import { productIdPath } from '../catalogue/product-contract';
import { defineEndpoint } from '../platform/endpoint';
import {
  categoryDecision,
  categoryDecisionInput,
  categoryDecisions,
  categoryUndoInput,
  sortingPage,
  sortingPath,
  sortingQuery,
} from './contract';

export const listSorting = defineEndpoint({
  method: 'GET',
  path: '/api/category-proposals',
  role: 'viewer',
  scope: 'catalogue:read',
  summary: { ko: '카테고리를 기다리는 상품', en: 'Products that wait for a category' },
  query: sortingQuery,
  answer: sortingPage,
  answerName: 'CategoryProposalPage',
});

export const proposeAgain = defineEndpoint({
  method: 'POST',
  path: '/api/category-proposals',
  role: 'lead',
  scope: 'catalogue:write',
  summary: {
    ko: '미분류 상품의 카테고리 다시 제안하기',
    en: 'Propose categories again for products that wait for one',
  },
  answer: null,
});

export const decideCategory = defineEndpoint({
  method: 'POST',
  path: '/api/category-proposals/{id}/decisions',
  role: 'md',
  scope: 'decisions:write',
  summary: { ko: '상품의 카테고리 정하기', en: 'Decide the category of a product' },
  params: sortingPath,
  body: categoryDecisionInput,
  answer: categoryDecision,
  answerName: 'CategoryDecision',
});

export const undoCategoryDecision = defineEndpoint({
  method: 'POST',
  path: '/api/category-proposals/{id}/undo',
  role: 'md',
  scope: 'decisions:write',
  summary: { ko: '카테고리 결정 되돌리기', en: 'Take back a decision about a category' },
  params: sortingPath,
  body: categoryUndoInput,
  answer: categoryDecision,
  answerName: 'CategoryDecision',
});

export const listCategoryDecisions = defineEndpoint({
  method: 'GET',
  path: '/api/products/{id}/category-decisions',
  role: 'viewer',
  scope: 'catalogue:read',
  summary: {
    ko: '상품의 카테고리 결정 이력',
    en: 'What was decided about the category of a product',
  },
  params: productIdPath,
  answer: categoryDecisions,
  answerName: 'CategoryDecisions',
});
