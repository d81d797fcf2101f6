import type { CodegenConfig } from '@graphql-codegen/cli'

// Documents live in .graphql files and become strings, so that the bundle carries no parser
// input twice; the manifest of their hashes is what the server may limit itself to.
const config: CodegenConfig = {
  schema: '../../graph/schema/*.graphqls',
  documents: 'src/**/*.graphql',
  generates: {
    './src/gql/': {
      preset: 'client',
      presetConfig: { fragmentMasking: false, persistedDocuments: { hashAlgorithm: 'sha256' } },
      config: {
        documentMode: 'string',
        useTypeImports: true,
        enumsAsTypes: true,
        scalars: { Time: 'string', Date: 'string' },
      },
    },
  },
}

export default config
