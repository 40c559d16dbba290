import { defineEndpoint } from '../platform/endpoint';
import {
  cataloguePage,
  catalogueProduct,
  catalogueQuery,
  commitDetail,
  commitPage,
  commitQuery,
  idPath,
  numberPath,
  revertInput,
  revertResult,
  valueHistory,
} from './contract';

export const readValueHistory = defineEndpoint({
  method: 'GET',
  path: '/api/catalogue/products/{id}/history',
  role: 'viewer',
  scope: 'catalogue:read',
  summary: { ko: '값의 이력', en: 'History of the values of a product' },
  params: numberPath,
  answer: valueHistory,
  answerName: 'ValueHistory',
});

export const readCatalogueProduct = defineEndpoint({
  method: 'GET',
  path: '/api/catalogue/products/{id}',
  role: 'viewer',
  scope: 'catalogue:read',
  summary: { ko: '한 상품의 반영된 값', en: 'Committed values of a product' },
  params: numberPath,
  answer: catalogueProduct,
  answerName: 'CatalogueProduct',
  hasTag: true,
});

export const listCatalogueProducts = defineEndpoint({
  method: 'GET',
  path: '/api/catalogue/products',
  role: 'viewer',
  scope: 'catalogue:read',
  summary: {
    ko: '반영된 값이 있는 상품 목록, 바뀐 것만 골라 읽기',
    en: 'List products with committed values, those changed since an instant',
  },
  query: catalogueQuery,
  answer: cataloguePage,
  answerName: 'CataloguePage',
  hasTag: true,
});

export const revertCommit = defineEndpoint({
  method: 'POST',
  path: '/api/commits/{id}/revert',
  role: 'md',
  scope: 'commits:write',
  summary: { ko: '반영 되돌리기', en: 'Revert a commit' },
  params: idPath,
  body: revertInput,
  answer: revertResult,
  answerName: 'RevertResult',
});

export const readCommit = defineEndpoint({
  method: 'GET',
  path: '/api/commits/{id}',
  role: 'viewer',
  scope: 'commits:read',
  summary: { ko: '반영 하나와 바뀐 값', en: 'Read a commit' },
  params: idPath,
  answer: commitDetail,
  answerName: 'CommitDetail',
});

export const listCommits = defineEndpoint({
  method: 'GET',
  path: '/api/commits',
  role: 'viewer',
  scope: 'commits:read',
  summary: { ko: '반영 기록', en: 'List commits' },
  query: commitQuery,
  answer: commitPage,
  answerName: 'CommitPage',
});
