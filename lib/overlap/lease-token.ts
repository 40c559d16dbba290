/**
 * The lease of an independent review carries a token of UUID version 8 (RFC 9562: free to its maker),
 * that of a product one of version 4: no decision has to look up which kind of lease it is under.
 */
export function isIndependentToken(token: string): boolean {
  return token[versionAt] === '8';
}

/** @param id any UUID, made for this lease alone */
export function toIndependentToken(id: string): string {
  return `${id.slice(0, versionAt)}8${id.slice(versionAt + 1)}`;
}

const versionAt = 14;
