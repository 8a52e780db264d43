"""What a page is made of before any program writes it: blocks, styles, widths, placed cells, page breaks."""
