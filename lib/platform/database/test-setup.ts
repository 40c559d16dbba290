import { vi } from 'vitest';
import { forgetEnvironment } from '../env';

// Files share their process: none sees the environment of the one before it.
vi.unstubAllEnvs();
forgetEnvironment();
