import { defineEndpoint } from '../platform/endpoint';
import {
  categoryProposal,
  productDetail,
  productIdPath,
  productPage,
  productQuery,
  sellers,
} from './product-contract';

export const readProduct = defineEndpoint({
  method: 'GET',
  path: '/api/products/{id}',
  role: 'viewer',
  scope: 'catalogue:read',
  summary: { ko: '상품 하나', en: 'Read a product' },
  params: productIdPath,
  answer: productDetail,
  answerName: 'Product',
});

export const proposeCategory = defineEndpoint({
  method: 'GET',
  path: '/api/products/{id}/category-proposal',
  role: 'viewer',
  scope: 'catalogue:read',
  summary: { ko: '상품에 맞는 카테고리 제안', en: 'Propose a category for a product' },
  params: productIdPath,
  answer: categoryProposal,
  answerName: 'CategoryProposal',
});

export const listProducts = defineEndpoint({
  method: 'GET',
  path: '/api/products',
  role: 'viewer',
  scope: 'catalogue:read',
  summary: { ko: '상품 목록', en: 'List products' },
  query: productQuery,
  answer: productPage,
  answerName: 'ProductPage',
});

export const listSellers = defineEndpoint({
  method: 'GET',
  path: '/api/sellers',
  role: 'viewer',
  scope: 'catalogue:read',
  summary: { ko: '판매자 목록', en: 'List sellers' },
  answer: sellers,
  answerName: 'Sellers',
});
