//! Records that come in as lines of JSON.

use serde::de::DeserializeOwned;

use crate::workflow::WorkflowError;

/// A record from a line; `number` is for the message.
pub fn record<T: DeserializeOwned>(line: &str, number: usize) -> Result<T, WorkflowError> {
    serde_json::from_str(line).map_err(|e| {
        WorkflowError::usage(
            format!("line {number} of the input is not a record of the right form: {e}"),
            "one JSON object a line",
        )
    })
}
