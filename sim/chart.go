package sim

import (
	"fmt"
	"html"
	"strings"
)

// The chart's measures, in pixels.
const (
	chartWidth, panelHeight = 760, 180
	chartLeft, chartRight   = 52, 120
	chartTop, panelGap      = 28, 44
)

// Chart draws the days of each scenario: the share of floor minutes covered in the lowest
// commune and in all of them, a line for each policy, of the middle seed. It is an SVG.
func (r Report) Chart() string {
	var b strings.Builder
	panels := 2 * len(r.Scenarios)
	height := chartTop + panels*(panelHeight+panelGap)
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" font-family="sans-serif" font-size="12">`+"\n", chartWidth, height)
	fmt.Fprintf(&b, `<rect width="%d" height="%d" fill="#fff"/>`+"\n", chartWidth, height)
	for i, s := range r.Scenarios {
		s.panel(&b, 2*i, s.Name+": floor minutes covered, all communes", func(d Day) float64 { return d.Floor })
		s.panel(&b, 2*i+1, s.Name+": floor minutes covered, lowest commune", func(d Day) float64 { return d.Lowest })
	}
	b.WriteString("</svg>\n")
	return b.String()
}

func (s ScenarioReport) panel(b *strings.Builder, n int, title string, of func(Day) float64) {
	top := chartTop + n*(panelHeight+panelGap)
	fmt.Fprintf(b, `<text x="%d" y="%d" font-weight="600">%s</text>`+"\n", chartLeft, top-8, html.EscapeString(title))
	for _, share := range []float64{0, 0.5, 1} {
		y := height(top, share)
		fmt.Fprintf(b, `<line x1="%d" x2="%d" y1="%.1f" y2="%.1f" stroke="#ddd"/><text x="%d" y="%.1f" text-anchor="end" fill="#666">%.0f %%</text>`+"\n",
			chartLeft, chartWidth-chartRight, y, y, chartLeft-6, y+4, 100*share)
	}
	colours := []string{"#0b6e4f", "#c1292e", "#235789", "#d98e04", "#7d3c98"}
	for i, p := range s.Policies {
		p.line(b, top, i, colours[i%len(colours)], of)
	}
}

func height(top int, share float64) float64 { return float64(top) + panelHeight*(1-share) }

func (p PolicyReport) line(b *strings.Builder, top, i int, colour string, of func(Day) float64) {
	points := make([]string, len(p.Days))
	for n, day := range p.Days {
		x := float64(chartLeft)
		if len(p.Days) > 1 {
			x += float64(n) * float64(chartWidth-chartRight-chartLeft) / float64(len(p.Days)-1)
		}
		points[n] = fmt.Sprintf("%.1f,%.1f", x, height(top, of(day)))
	}
	fmt.Fprintf(b, `<polyline fill="none" stroke="%s" stroke-width="2" points="%s"/>`+"\n", colour, strings.Join(points, " "))
	fmt.Fprintf(b, `<text x="%d" y="%d" fill="%s">%s</text>`+"\n", chartWidth-chartRight+10, top+14+18*i, colour, html.EscapeString(p.Name))
}
