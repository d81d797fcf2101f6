import { svelte } from '@sveltejs/vite-plugin-svelte'
import { defineConfig } from 'vite'

const server = process.env.TIEPSUC_DEV_SERVER ?? 'http://127.0.0.1:8080'

// The build is compared byte for byte with the committed one: no source maps, no inlined
// files (the content security policy allows none), nothing that depends on where it runs.
export default defineConfig({
  plugins: [svelte()],
  build: {
    outDir: '../dist',
    emptyOutDir: true,
    sourcemap: false,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
  server: {
    host: '127.0.0.1',
    proxy: { '/graphql': server, '/demo': server, '/a': server },
  },
})
