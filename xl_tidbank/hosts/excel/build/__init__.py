"""The workbook with macros, built without Excel and checked."""
