import hooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

const modules = ['kernel', 'clients', 'knowledge'];

export default tseslint.config(
  { ignores: ['dist', 'node_modules', 'public', 'screenshots'] },
  ...tseslint.configs.strict,
  { plugins: { 'react-hooks': hooks }, rules: hooks.configs.recommended.rules },
  {
    files: ['**/*.{ts,tsx,js}'],
    linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: 'error' },
    rules: {
      'max-lines': ['error', { max: 200 }],
      'max-len': ['error', { code: 120, ignoreUrls: true }],
      'no-console': 'error',
      eqeqeq: 'error',
      'no-restricted-syntax': ['error', { selector: 'TSEnumDeclaration', message: 'Use a union of literals.' }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/consistent-type-definitions': ['error', 'type'],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
    },
  },
  // app imports features, features import components and lib; never back, never sideways.
  {
    files: ['src/features/**'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [{ group: ['@/features/*', '@/app/*'], message: 'A feature imports components and lib only.' }],
        },
      ],
    },
  },
  {
    files: ['src/components/**', 'src/lib/**'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [{ group: ['@/features/*', '@/app/*'], message: 'Shared code knows no feature.' }],
        },
      ],
    },
  },
  ...modules.map((module) => ({
    files: [`src/features/${module}/**`],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            { group: ['@/features/*', '@/app/*'], message: 'A feature imports components and lib only.' },
            {
              group: modules
                .filter((other) => other !== module)
                .flatMap((other) => [`../${other}/*`, `../../${other}/*`]),
              message: 'Modules do not import each other.',
            },
          ],
        },
      ],
    },
  })),
  // The router learns its routes by merging into an interface of its own.
  { files: ['src/app/router.tsx'], rules: { '@typescript-eslint/consistent-type-definitions': 'off' } },
);
