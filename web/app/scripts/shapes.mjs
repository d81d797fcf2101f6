// Turns the communes' boundaries into SVG paths: `npm run shapes`. An overview map needs no
// more than whole pixels of a 2,000 px wide drawing, and relative moves keep the file small.
import { readFileSync, writeFileSync } from 'node:fs'

const WIDTH = 2000
const { features } = JSON.parse(readFileSync('data/hanoi_communes.geojson', 'utf8'))

const ringsOf = ({ type, coordinates }) => (type === 'Polygon' ? [coordinates] : coordinates).flat()
const points = features.flatMap((f) => ringsOf(f.geometry).flat())
const [west, east] = [Math.min(...points.map((p) => p[0])), Math.max(...points.map((p) => p[0]))]
const [south, north] = [Math.min(...points.map((p) => p[1])), Math.max(...points.map((p) => p[1]))]
// Equirectangular at the city's middle latitude: shapes keep their proportions at this size.
const squeeze = Math.cos((((south + north) / 2) * Math.PI) / 180)
const scale = WIDTH / ((east - west) * squeeze)
const height = Math.ceil((north - south) * scale)

const project = ([lon, lat]) => [
  Math.round((lon - west) * squeeze * scale),
  Math.round((north - lat) * scale),
]

function ringPath(ring) {
  const [first, ...rest] = ring.slice(0, -1).map(project)
  let [x, y] = first
  let path = `M${x} ${y}l`
  for (const [nx, ny] of rest) {
    if (nx === x && ny === y) continue
    path += `${nx - x} ${ny - y} `
    ;[x, y] = [nx, ny]
  }
  return `${path.trimEnd()}z`.replaceAll(' -', '-')
}

const lines = features
  .map((f) => [f.properties.code, ringsOf(f.geometry).map(ringPath).join('')])
  .sort(([a], [b]) => (a < b ? -1 : 1))
  .map(([code, path]) => `  '${code}': '${path}',`)

writeFileSync(
  'src/board/shapes.ts',
  `// Made by scripts/shapes.mjs from data/hanoi_communes.geojson. Don't edit.
export const size = { width: ${WIDTH}, height: ${height} }

/** The outline of each commune by its code, as an SVG path. */
export const shapes: Record<string, string> = {
${lines.join('\n')}
}
`,
)
