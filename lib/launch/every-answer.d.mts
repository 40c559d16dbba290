export function securityHeaders(publicUrl: string | undefined): Record<string, string>;
export function readableAddress(address: string): string;
