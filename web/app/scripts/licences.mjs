// Gathers the licences of what the build contains into public/licences.txt: `npm run licences`.
import { readFileSync, writeFileSync } from 'node:fs'

const packages = [
  ['svelte', 'LICENSE.md'],
  ['@urql/core', 'LICENSE'],
  ['@0no-co/graphql.web', 'LICENSE.md'],
  ['wonka', 'LICENSE.md'],
  ['graphql-sse', 'LICENSE.md'],
  ['esm-env', 'LICENSE'],
]
const rule = `\n\n${'-'.repeat(72)}\n`
const map = readFileSync('data/README.md', 'utf8').trim()
const font = readFileSync('src/fonts/OFL.txt', 'utf8').trim()

let text = `Tiếp Sức: sources and licences of what this site contains${rule}${map}${rule}Public Sans\n\n${font}`
for (const [name, file] of packages) {
  const { version } = JSON.parse(readFileSync(`node_modules/${name}/package.json`, 'utf8'))
  text += `${rule}${name} ${version}\n\n${readFileSync(`node_modules/${name}/${file}`, 'utf8').trim()}`
}
writeFileSync('public/licences.txt', `${text}\n`)
