export {
  decide,
  releaseLeases,
  renewLeases,
  skipProduct,
  submitProduct,
  unsubmitProduct,
} from './by-lease';
export { claimProducts } from './claim-products';
export { takeOverProduct } from './take-over-product';
