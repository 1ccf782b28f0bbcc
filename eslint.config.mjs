// Only what needs types and no other tool here sees: a promise that nobody handles. Everything else is Biome's.
import { defineConfig } from 'eslint/config'
import tseslint from 'typescript-eslint'

export default defineConfig(
  { ignores: ['node_modules', 'reports', '.data', '**/dist'] },
  {
    files: ['{src,webhooks,jobs,sandbox,demo,bench,test,docs}/**/*.{ts,tsx}', 'hubspot-project/src/**/*.{ts,tsx}'],
    languageOptions: { parser: tseslint.parser, parserOptions: { projectService: true } },
    plugins: { '@typescript-eslint': tseslint.plugin },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
    },
  },
)
