//! Tables as a workbook of Excel.

use jiff::Timestamp;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, XlsxError};

/// A table of text.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Sheet {
    /// Its name: at most 31 characters, none of `[]:*?/\`.
    pub name: String,
    /// The head of each column.
    pub head: Vec<String>,
    /// Rows of as many cells.
    pub rows: Vec<Vec<String>>,
    /// Width of each column, in characters.
    pub widths: Vec<f64>,
}

/// Why a workbook could not be made.
#[derive(Debug, thiserror::Error)]
#[error("the workbook could not be made: {0}")]
pub struct WorkbookError(#[from] XlsxError);

/// The tables as the bytes of an XLSX file: heads bold and standing still, long texts wrapped. Text
/// stays text, whatever it begins with. The same tables and time give the same bytes.
///
/// # Errors
/// When a name is not allowed or a table is larger than the format allows.
pub fn workbook(sheets: &[Sheet], time: Timestamp) -> Result<Vec<u8>, WorkbookError> {
    let mut book = Workbook::new();
    let made = ExcelDateTime::from_timestamp(time.as_second())?;
    book.set_properties(&DocProperties::new().set_creation_datetime(&made));
    let head = Format::new().set_bold().set_align(FormatAlign::Top);
    let cell = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    for table in sheets {
        let sheet = book.add_worksheet();
        sheet.set_name(&table.name)?;
        for (column, width) in (0u16..).zip(&table.widths) {
            sheet.set_column_width(column, *width)?;
        }
        for (column, text) in (0u16..).zip(&table.head) {
            sheet.write_string_with_format(0, column, text, &head)?;
        }
        for (row, cells) in (1u32..).zip(&table.rows) {
            for (column, text) in (0u16..).zip(cells) {
                sheet.write_string_with_format(row, column, text, &cell)?;
            }
        }
        sheet.set_freeze_panes(1, 1)?;
    }
    Ok(book.save_to_buffer()?)
}
