//! Writes a [`Manuscript`](crate::model::manuscript::Manuscript) as a DOCX package. STUB
#[derive(Debug)]
pub struct HouseStyle;
#[derive(Debug, thiserror::Error)]
#[error("x")]
pub struct WriteError;
impl HouseStyle {
    pub fn embedded() -> Result<Self, WriteError> {
        Ok(Self)
    }
}
pub fn write(
    _: &crate::model::manuscript::Manuscript,
    _: &HouseStyle,
) -> Result<Vec<u8>, WriteError> {
    Ok(vec![])
}
