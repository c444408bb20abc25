package project

import (
	"context"
	"io"

	"framewise/framework/report"
)

// ReportMatrix writes the matrix as a table, as text or as a page. Two reports
// of an unchanged project are the same, byte for byte.
func (p *Project) ReportMatrix(ctx context.Context, w io.Writer, v MatrixView, o report.Options) error {
	m, err := p.Matrix(ctx, v)
	if err != nil {
		return err
	}
	return report.Write(w, m, o)
}
