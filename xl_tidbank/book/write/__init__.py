"""Pages as files: workbooks by XlsxWriter, and CSV."""
