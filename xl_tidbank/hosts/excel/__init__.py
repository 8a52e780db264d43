"""Excel: the functions, the ribbon and the open workbook. `xlwings` is imported nowhere else, and only its BSD part."""
