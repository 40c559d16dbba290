export function securityHeaders(publicUrl: string | undefined): Record<string, string>;
