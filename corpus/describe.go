package corpus

import (
	"math"
	"slices"
	"strings"
)

// Distribution describes the values that an attribute has among some cases.
type Distribution struct {
	Attribute Attribute `json:"attribute"`
	Known     int       `json:"known"`             // cases with a value
	Missing   []Count   `json:"missing,omitempty"` // why there is none, "" where nothing says; in order
	Counts    []Count   `json:"counts,omitempty"`  // of text, categories and booleans, in order
	Numbers   *Numbers  `json:"numbers,omitempty"` // of a number with a value
	First     string    `json:"first,omitempty"`   // the earliest date
	Last      string    `json:"last,omitempty"`    // the latest
}

// Count says how many cases have a value.
type Count struct {
	Value string `json:"value"`
	Cases int    `json:"cases"`
}

// Numbers sums up the values of a number.
type Numbers struct {
	Mean float64 `json:"mean"`
	// SD is the sample standard deviation, with n − 1 below the line; nil for a
	// single value, which has none.
	SD *float64 `json:"sd"`
	// Q1, Median and Q3 interpolate between neighbours at (n − 1)·p, as
	// Excel's QUARTILE.INC and R do (type 7 of Hyndman and Fan 1996).
	Q1     float64 `json:"q1"`
	Median float64 `json:"median"`
	Q3     float64 `json:"q3"`
	Min    float64 `json:"min"`
	Max    float64 `json:"max"`
}

// Describe sums up an attribute's canonical values, one of each case. A
// category in which there is nobody is counted with 0.
func Describe(a Attribute, values []string) Distribution {
	d := Distribution{Attribute: a}
	var known, without []string
	for _, v := range values {
		if a.IsMissing(v) {
			without = append(without, v)
		} else {
			known = append(known, v)
		}
	}
	d.Known = len(known)
	d.Missing = a.count(without)
	switch a.Type {
	case NumberAttribute:
		var numbers []float64
		for _, v := range known {
			if n, ok := a.Number(v); ok {
				numbers = append(numbers, n)
			}
		}
		d.Numbers = sumUp(numbers)
	case DateAttribute:
		if len(known) > 0 {
			d.First, d.Last = slices.Min(known), slices.Max(known)
		}
	case CategoryAttribute:
		d.Counts = a.count(known, a.Categories...)
	case BooleanAttribute:
		d.Counts = a.count(known, "yes", "no")
	default:
		d.Counts = a.count(known)
	}
	return d
}

// count counts values, and those that are listed even where nobody has them.
func (a *Attribute) count(values []string, listed ...string) []Count {
	var counts []Count
	at := make(map[string]int)
	add := func(v string, n int) {
		i, ok := at[v]
		if !ok {
			i = len(counts)
			at[v], counts = i, append(counts, Count{Value: v})
		}
		counts[i].Cases += n
	}
	for _, v := range listed {
		add(v, 0)
	}
	behind := len(counts) // a list may have one twice
	for _, v := range values {
		add(v, 1)
	}
	slices.SortStableFunc(counts[behind:], func(x, y Count) int {
		if c := a.Compare(x.Value, y.Value); c != 0 {
			return c
		}
		return strings.Compare(x.Value, y.Value)
	})
	return counts
}

func sumUp(values []float64) *Numbers {
	if len(values) == 0 {
		return nil
	}
	slices.Sort(values)
	n := float64(len(values))
	sum := 0.0
	for _, v := range values {
		sum += v
	}
	s := &Numbers{
		Mean: sum / n,
		Q1:   quantile(values, 0.25), Median: quantile(values, 0.5), Q3: quantile(values, 0.75),
		Min: values[0], Max: values[len(values)-1],
	}
	if len(values) > 1 {
		squares := 0.0
		for _, v := range values {
			squares += (v - s.Mean) * (v - s.Mean)
		}
		sd := math.Sqrt(squares / (n - 1))
		s.SD = &sd
	}
	return s
}

// quantile interpolates in sorted values.
func quantile(sorted []float64, p float64) float64 {
	at := p * float64(len(sorted)-1)
	below := int(at)
	if below+1 >= len(sorted) {
		return sorted[below]
	}
	return sorted[below] + (at-float64(below))*(sorted[below+1]-sorted[below])
}
