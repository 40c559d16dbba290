import { forgetEnvironment } from '../env';

// Test files share their process: none sees the environment of the one before it.
forgetEnvironment();
