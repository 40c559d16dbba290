import { defineEndpoint } from '../platform/endpoint';
import {
  importList,
  importParams,
  importPreview,
  importSummary,
  listImportsQuery,
  listRejectsQuery,
  offerChange,
  offerSelection,
  previewQuery,
  rejectList,
  startImportInput,
  uploadQuery,
  withdrawalsInput,
} from './contract';

export const cancelImport = defineEndpoint({
  method: 'POST',
  path: '/api/imports/{id}/cancel',
  role: 'lead',
  scope: 'imports:write',
  summary: { ko: '취소하기', en: 'Cancel an import' },
  params: importParams,
  answer: importSummary,
  answerName: 'Import',
});

export const pauseImport = defineEndpoint({
  method: 'POST',
  path: '/api/imports/{id}/pause',
  role: 'lead',
  scope: 'imports:write',
  summary: { ko: '멈추기', en: 'Pause an import' },
  params: importParams,
  answer: importSummary,
  answerName: 'Import',
});

export const previewImport = defineEndpoint({
  method: 'GET',
  path: '/api/imports/{id}/preview',
  role: 'viewer',
  scope: 'imports:read',
  summary: { ko: '열 짝짓기와 첫 행 미리 보기', en: 'Preview the mapping and the first rows' },
  params: importParams,
  query: previewQuery,
  answer: importPreview,
  answerName: 'ImportPreview',
});

export const downloadRejects = defineEndpoint({
  method: 'GET',
  path: '/api/imports/{id}/rejects.csv',
  role: 'viewer',
  scope: 'imports:read',
  summary: { ko: '받지 않은 행 CSV', en: 'Rejected rows as CSV' },
  params: importParams,
  answer: 'text/csv',
});

export const listRejects = defineEndpoint({
  method: 'GET',
  path: '/api/imports/{id}/rejects',
  role: 'viewer',
  scope: 'imports:read',
  summary: { ko: '받지 않은 행과 까닭', en: 'Rows that were rejected, and why' },
  params: importParams,
  query: listRejectsQuery,
  answer: rejectList,
  answerName: 'RejectPage',
});

export const resumeImport = defineEndpoint({
  method: 'POST',
  path: '/api/imports/{id}/resume',
  role: 'lead',
  scope: 'imports:write',
  summary: { ko: '이어서 하기', en: 'Resume an import' },
  params: importParams,
  answer: importSummary,
  answerName: 'Import',
});

export const readImport = defineEndpoint({
  method: 'GET',
  path: '/api/imports/{id}',
  role: 'viewer',
  scope: 'imports:read',
  summary: { ko: '가져오기 하나', en: 'Read an import' },
  params: importParams,
  answer: importSummary,
  answerName: 'Import',
});

export const startImport = defineEndpoint({
  method: 'POST',
  path: '/api/imports/{id}/start',
  role: 'lead',
  scope: 'imports:write',
  summary: { ko: '가져오기 시작', en: 'Start an import' },
  params: importParams,
  body: startImportInput,
  answer: importSummary,
  answerName: 'Import',
});

export const decideWithdrawals = defineEndpoint({
  method: 'POST',
  path: '/api/imports/{id}/withdrawals',
  role: 'lead',
  scope: 'imports:write',
  summary: {
    ko: '전체 파일에 없는 상품의 판매를 끝낼지 정하기',
    en: 'Withdraw or keep what a full feed left out',
  },
  params: importParams,
  body: withdrawalsInput,
  answer: importSummary,
  answerName: 'Import',
});

export const withdrawOffers = defineEndpoint({
  method: 'POST',
  path: '/api/products/withdraw',
  role: 'lead',
  scope: 'imports:write',
  summary: { ko: '상품 판매 종료', en: 'Withdraw offers' },
  body: offerSelection,
  answer: offerChange,
  answerName: 'OfferChange',
});

export const restoreOffers = defineEndpoint({
  method: 'POST',
  path: '/api/products/restore',
  role: 'lead',
  scope: 'imports:write',
  summary: { ko: '판매 종료 되돌리기', en: 'Offer withdrawn products again' },
  body: offerSelection,
  answer: offerChange,
  answerName: 'OfferChange',
});

export const listImports = defineEndpoint({
  method: 'GET',
  path: '/api/imports',
  role: 'viewer',
  scope: 'imports:read',
  summary: { ko: '가져오기 목록', en: 'List imports' },
  query: listImportsQuery,
  answer: importList,
  answerName: 'ImportPage',
});

export const uploadImport = defineEndpoint({
  method: 'POST',
  path: '/api/imports',
  role: 'lead',
  scope: 'imports:write',
  summary: { ko: '파일 올리기: 본문이 파일의 바이트', en: 'Upload a file: the body is its bytes' },
  query: uploadQuery,
  body: 'file',
  answer: importSummary,
  answerName: 'Import',
});
