import { defineEndpoint } from '../platform/endpoint';
import { moveInput, movePath, movePreview, moveResult, moveSelection } from './contract';

export const previewMove = defineEndpoint({
  method: 'POST',
  path: '/api/products/move/preview',
  role: 'md',
  scope: 'catalogue:read',
  summary: {
    ko: '카테고리를 옮기면 무엇이 이어지고 보관되는지',
    en: 'What a move into another category would carry over and park',
  },
  body: moveSelection,
  answer: movePreview,
  answerName: 'MovePreview',
});

export const moveProducts = defineEndpoint({
  method: 'POST',
  path: '/api/products/move',
  role: 'md',
  scope: 'decisions:write',
  summary: {
    ko: '상품을 다른 카테고리로 옮기기',
    en: 'Move products into another category; more than one is for leads',
  },
  body: moveInput,
  answer: moveResult,
  answerName: 'MoveResult',
});

export const undoMove = defineEndpoint({
  method: 'POST',
  path: '/api/category-moves/{id}/undo',
  role: 'md',
  scope: 'decisions:write',
  summary: { ko: '카테고리 이동 되돌리기', en: 'Undo a move into another category' },
  params: movePath,
  answer: moveResult,
  answerName: 'MoveResult',
});
