import {
  decideInput,
  decideResult,
  lease,
  productPath,
  renewResult,
  reviewProduct,
  skipInput,
  submitInput,
  submitResult,
  unsubmitInput,
} from '../curation/contract';
import { defineEndpoint } from '../platform/endpoint';
import { claimInput, claimResult, leaseTokens, takeOverInput } from './contract';

export const claimProducts = defineEndpoint({
  method: 'POST',
  path: '/api/review/claim',
  role: 'md',
  scope: 'decisions:write',
  summary: { ko: '검수할 상품 점유하기', en: 'Claim products to review' },
  body: claimInput,
  answer: claimResult,
  answerName: 'ClaimedProducts',
});

export const releaseLeases = defineEndpoint({
  method: 'POST',
  path: '/api/review/leases/release',
  role: 'md',
  scope: 'decisions:write',
  summary: { ko: '점유 풀기', en: 'Release leases' },
  body: leaseTokens,
  answer: null,
});

export const renewLeases = defineEndpoint({
  method: 'POST',
  path: '/api/review/leases/renew',
  role: 'md',
  scope: 'decisions:write',
  summary: { ko: '점유 늘리기', en: 'Renew leases' },
  body: leaseTokens,
  answer: renewResult,
  answerName: 'RenewedLeases',
});

export const decide = defineEndpoint({
  method: 'POST',
  path: '/api/review/products/{productId}/decisions',
  role: 'md',
  scope: 'decisions:write',
  summary: { ko: '결정하기: 같은 id는 한 번만 저장', en: 'Decide; the same ids are stored once' },
  params: productPath,
  body: decideInput,
  answer: decideResult,
  answerName: 'DecideResult',
});

export const readReviewProduct = defineEndpoint({
  method: 'GET',
  path: '/api/review/products/{productId}',
  role: 'viewer',
  scope: 'decisions:read',
  summary: {
    ko: '상품의 제안과 근거와 결정',
    en: 'Proposals, evidence and decisions of a product',
  },
  params: productPath,
  answer: reviewProduct,
  answerName: 'ReviewProduct',
});

export const skipProduct = defineEndpoint({
  method: 'POST',
  path: '/api/review/products/{productId}/skip',
  role: 'md',
  scope: 'decisions:write',
  summary: { ko: '까닭을 적고 건너뛰기', en: 'Skip a product with a reason' },
  params: productPath,
  body: skipInput,
  answer: null,
});

export const submitProduct = defineEndpoint({
  method: 'POST',
  path: '/api/review/products/{productId}/submit',
  role: 'md',
  scope: 'decisions:write',
  summary: {
    ko: '제출하기: 잠시 뒤 카탈로그에 반영',
    en: 'Submit; it lands in the catalogue after the grace time',
  },
  params: productPath,
  body: submitInput,
  answer: submitResult,
  answerName: 'SubmitResult',
});

export const takeOverProduct = defineEndpoint({
  method: 'POST',
  path: '/api/review/products/{productId}/take-over',
  role: 'md',
  closedToKeys: 'one person takes over from another',
  params: productPath,
  body: takeOverInput,
  answer: lease,
});

export const unsubmitProduct = defineEndpoint({
  method: 'POST',
  path: '/api/review/products/{productId}/unsubmit',
  role: 'md',
  scope: 'decisions:write',
  summary: { ko: '반영 전에 제출 거두기', en: 'Take a submission back before it lands' },
  params: productPath,
  body: unsubmitInput,
  answer: lease,
  answerName: 'Lease',
});
