"""Programs that none of us wrote fill in the real workbook; what they save is read and compared field by field."""
